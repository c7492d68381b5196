/**
 * The model as SBML with the figure's values and treatments: the document that Python wrote when
 * the book was built, filled in here as `course_utils.compile.sbml` would have done.
 */

import { Machine } from "../../engine/program.js";
import { begin as load } from "../../engine/run.js";
import { schedule } from "../../engine/schedule.js";

/** @import {Action, BlockSpec, ModelSpec, Values} from "../../types.js" */
/** @import {Choice, Figure} from "../figure.js" */

/**
 * @typedef {{document: string, ids: Record<string, string>, units: Record<string, string>,
 *   derivatives: BlockSpec}} Form
 */

const SBML = "http://www.sbml.org/sbml/level3/version2/core";
const MATHML = "http://www.w3.org/1998/Math/MathML";
const TIME = "http://www.sbml.org/sbml/symbols/time";

/** @param {Figure} figure @returns {Promise<Form | null>} null where there is none for its model */
export async function formOf({ folder, spec: { model } }) {
  const script = document.createElement("script");
  script.src = `${folder}models/${model.name}.sbml.js`;
  const there = await new Promise((resolve) => {
    script.onload = () => resolve(true);
    script.onerror = () => resolve(false);
    document.head.append(script);
  });
  script.remove();
  const form = there ? /** @type {any} */ (globalThis).coldToWarm.sbml?.[model.name] : null;
  // A model from which something was taken out has other equations.
  const [ours, theirs] = [model.program.derivatives, form?.derivatives].map((each) =>
    JSON.stringify(each),
  );
  return ours === theirs ? form : null;
}

/** @param {Figure} figure @param {Form} form @returns {string} the document */
export function filled(figure, { document: text, ids, units }) {
  const { spec, choice } = figure;
  const { numbers, actions } = plan(spec.model, choice);
  const dom = new DOMParser().parseFromString(text, "application/xml");
  const named = new Map(
    ["parameter", "species"].flatMap((tag) =>
      [...dom.getElementsByTagNameNS(SBML, tag)].map((node) => [node.getAttribute("id"), node]),
    ),
  );
  const node = (/** @type {string} */ name) =>
    /** @type {Element} */ (named.get(ids[name] ?? name));

  // SBML has no events on day 0: what is done then is part of the initial values.
  const now = actions.filter(({ t }) => t <= 0);
  const later = actions.filter(({ t }) => t > 0);
  const start = now.reduce((before, action) => {
    const name = nameOf(action);
    return { ...before, [name]: changed(before[name] ?? 0, action) };
  }, numbers);
  const moved = new Set(now.map(nameOf));
  for (const [name, value] of Object.entries(start)) {
    const state = spec.model.states.find((each) => each.name === name);
    if (!state) node(name).setAttribute("value", String(value));
    else begin(dom, node(name), value, !moved.has(name) && !(name in choice.values) && state.start === null);
  }
  for (const name of new Set(later.map(nameOf))) node(name).setAttribute("constant", "false");

  const taken = new Set(
    [...dom.querySelectorAll("[id]")].map((each) => String(each.getAttribute("id"))),
  );
  const days = [...new Set(later.map(({ t }) => t))];
  const events = days.map((day) =>
    event(dom, unique(day, taken), day, later.filter(({ t }) => t === day), ids, units),
  );
  if (events.length) {
    const list = dom.createElementNS(SBML, "listOfEvents");
    list.append(...events);
    const model = dom.getElementsByTagNameNS(SBML, "model")[0];
    model.append("  ", list, "\n  ");
    indent(list, "\n    ");
  }
  const body = new XMLSerializer().serializeToString(dom.documentElement);
  return `<?xml version="1.0" encoding="UTF-8"?>\n${body}\n`;
}

/**
 * What a run begins with, every switch off, and what is then done, however late.
 *
 * @param {ModelSpec} model
 * @param {Choice} choice
 * @returns {{numbers: Values, actions: Action[]}}
 */
function plan(model, { values, courses }) {
  const machine = new Machine(
    model.program,
    model.states.map(({ name }) => name),
  );
  load(model, machine, values);
  const names = Object.keys(model.program.inputs);
  return {
    numbers: Object.fromEntries(names.map((name) => [name, machine.get(name)])),
    actions: schedule(model, courses, [0, Infinity], machine.effects()),
  };
}

/** Set what stands in an element on lines of its own. @param {Element} node @param {string} line */
function indent(node, line) {
  if (!node.childElementCount || node.localName === "cn") return;
  for (const child of [...node.children]) {
    child.before(`${line}  `);
    indent(child, `${line}  `);
  }
  node.append(line);
}

/** @param {Action} action */
const nameOf = ({ state, parameter }) => String(state ?? parameter);

/** @param {number} value @param {Action} action */
const changed = (value, { op, value: by }) =>
  op === "add" ? value + by : op === "scale" ? value * by : by;

/**
 * @param {Document} dom
 * @param {Element} node of a state
 * @param {number} value that it begins with
 * @param {boolean} follows whether it follows from parameters, as the document has it
 */
function begin(dom, node, value, follows) {
  const id = node.getAttribute("id");
  const formula = [...dom.getElementsByTagNameNS(SBML, "initialAssignment")].find(
    (each) => each.getAttribute("symbol") === id,
  );
  if (formula && follows) return;
  const list = formula?.parentElement;
  formula?.remove();
  // SBML allows an empty list, but then nothing says what it was for.
  if (list && !list.childElementCount) list.remove();
  const perVolume = node.getAttribute("hasOnlySubstanceUnits") === "false";
  const kind =
    node.localName === "parameter" ? "value" : perVolume ? "initialConcentration" : "initialAmount";
  node.setAttribute(kind, String(value));
}

/** @param {number} day @param {Set<string>} taken */
function unique(day, taken) {
  let id = `day_${String(day).replace(/[.+-]/g, "_")}`;
  while (taken.has(id)) id += "_";
  taken.add(id);
  return id;
}

/**
 * Everything that is done on one day.
 *
 * @param {Document} dom
 * @param {string} id
 * @param {number} day
 * @param {Action[]} actions
 * @param {Record<string, string>} ids
 * @param {Record<string, string>} units
 */
function event(dom, id, day, actions, ids, units) {
  const make = (
    /** @type {string} */ tag,
    /** @type {Record<string, string>} */ attributes,
    /** @type {Node[]} */ ...children
  ) => built(dom, SBML, tag, attributes, children);
  const reached = math(dom, apply(dom, "geq", time(dom), number(dom, day, units.day)));
  const names = [...new Set(actions.map(nameOf))];
  const assignments = names.map((name) => {
    const content = actions
      .filter((action) => nameOf(action) === name)
      .reduce(
        (before, action) => withAction(dom, before, action, units[name]),
        identifier(dom, ids[name]),
      );
    return make("eventAssignment", { variable: ids[name] }, math(dom, content));
  });
  return make(
    "event",
    { id, name: `Day ${day}: ${actions.map(told).join(", ")}`, useValuesFromTriggerTime: "true" },
    make("trigger", { initialValue: "true", persistent: "true" }, reached),
    make("listOfEventAssignments", {}, ...assignments),
  );
}

const SIGNS = { add: "+", scale: "×", set: "=" };

/** @param {Action} action */
const told = (action) =>
  `${nameOf(action)} ${SIGNS[action.op]} ${Number(action.value.toPrecision(4))}`;

/** @param {Document} dom @param {Element} content @param {Action} action @param {string} unit */
function withAction(dom, content, { op, value }, unit) {
  if (op === "set") return number(dom, value, unit);
  return op === "add"
    ? apply(dom, "plus", content, number(dom, value, unit))
    : apply(dom, "times", content, number(dom, value, "dimensionless"));
}

/**
 * @param {Document} dom
 * @param {string} space
 * @param {string} tag
 * @param {Record<string, string>} attributes
 * @param {Node[]} children
 */
function built(dom, space, tag, attributes, children) {
  const node = dom.createElementNS(space, tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  node.append(...children);
  return node;
}

/** @param {Document} dom @param {Node} content */
function math(dom, content) {
  const node = built(dom, MATHML, "math", {}, [content]);
  node.setAttributeNS("http://www.w3.org/2000/xmlns/", "xmlns:sbml", SBML);
  return node;
}

/** @param {Document} dom @param {string} operator @param {Node[]} operands */
const apply = (dom, operator, ...operands) =>
  built(dom, MATHML, "apply", {}, [built(dom, MATHML, operator, {}, []), ...operands]);

/** @param {Document} dom @param {string} id */
const identifier = (dom, id) => built(dom, MATHML, "ci", {}, [dom.createTextNode(id)]);

/** @param {Document} dom */
const time = (dom) =>
  built(dom, MATHML, "csymbol", { encoding: "text", definitionURL: TIME }, [
    dom.createTextNode("time"),
  ]);

/** A number in full, with its unit. @param {Document} dom @param {number} value @param {string} unit */
function number(dom, value, unit) {
  const [mantissa, exponent] = String(value).split("e");
  const node = built(dom, MATHML, "cn", {}, [dom.createTextNode(mantissa)]);
  node.setAttributeNS(SBML, "sbml:units", unit);
  if (exponent) {
    node.setAttribute("type", "e-notation");
    node.append(
      built(dom, MATHML, "sep", {}, []),
      dom.createTextNode(String(Number(exponent))),
    );
  } else if (Number.isInteger(value)) node.setAttribute("type", "integer");
  return node;
}
