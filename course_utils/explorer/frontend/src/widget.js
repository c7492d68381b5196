/** For notebooks: the figure as a widget, whose values and treatments Python sees and sets. */

import uPlotCss from "uplot/dist/uPlot.min.css";
import { load } from "./parts.js";
import css from "./style.css";
import { element, keepKeys } from "./view/dom.js";
import { Figure, needed } from "./view/figure.js";
import { inSpace } from "./view/kind.js";
import { learn } from "./view/language.js";

/** @import {SpaceSpec} from "./engine/space/types.js" */
/** @import {Course, Spec, Values} from "./types.js" */

/**
 * @typedef {{
 *   get(name: "_spec"): Spec | SpaceSpec, get(name: "values"): Values, get(name: "treatments"): Course[],
 *   set(name: string, value: unknown): void, save_changes(): void,
 *   on(event: string, listener: () => void): void, off(event: string, listener: () => void): void,
 * }} WidgetModel
 */

/** @param {{model: WidgetModel, el: HTMLElement}} widget @returns {Promise<() => void>} */
async function render({ model, el }) {
  await learn();
  const spec = model.get("_spec");
  const { question } = spec.view;
  const root = element(
    "figure",
    { class: inSpace(spec) ? "explorer space" : "explorer", "data-model": spec.model.name, "data-state": "static" },
    ...(question ? [element("figcaption", {}, question)] : []),
  );
  keepKeys(root);
  // With its nodes, which may be in a shadow root.
  el.append(element("style", {}, uPlotCss + css), root);
  if (inSpace(spec)) {
    const { mountSpace } = await load("space");
    const figure = mountSpace(root, spec);
    return () => figure.destroy();
  }
  let own = false;
  const tell = (/** @type {Course[]} */ courses) => {
    own = true;
    model.set("values", figure.values);
    model.set("treatments", courses);
    own = false;
    model.save_changes();
  };
  const figure = new Figure(root, spec, await needed(spec), ({ courses }) => tell(courses));
  Object.assign(root, { explorer: figure.api });

  const follow = () => {
    // What the reader does here is shown already.
    if (own) return;
    const courses = model.get("treatments");
    figure.set({ values: model.get("values"), courses });
  };
  // A prediction is asked for values of its own; else Python's may have moved since the spec.
  if (figure.prediction?.leads) tell(figure.choice.courses);
  else follow();
  model.on("change:values", follow);
  model.on("change:treatments", follow);
  return () => {
    model.off("change:values", follow);
    model.off("change:treatments", follow);
    figure.destroy();
  };
}

export default { render };
