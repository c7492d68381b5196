/** The tools that a figure has beside those that are always there. */

import { load } from "../parts.js";
import { text } from "../strings/index.js";

/** @import {Figure} from "./figure.js" */
/** @import {Offer} from "./panels.js" */

/** @param {Figure} figure @returns {Offer[]} */
export const offers = (figure) => {
  const { model, view } = figure.spec;
  return [
    ...(model.processes
      ? [
          {
            name: "knockout",
            label: text.knockout.tool,
            make: async () => new (await load("knockout")).KnockoutPanel(figure),
          },
        ]
      : []),
    ...(view.data
      ? [
          {
            name: "fit",
            label: text.fit.tool,
            make: async () => new (await load("fit")).FitPanel(figure),
          },
        ]
      : []),
    {
      name: "share",
      label: text.share.share,
      make: async () => new (await load("share")).SharePanel(figure),
    },
    {
      name: "download",
      label: text.share.download,
      make: async () => new (await load("download")).DownloadPanel(figure),
    },
    {
      name: "sound",
      label: text.sound.name,
      make: async () => new (await load("sound")).SoundPanel(figure),
    },
  ];
};
