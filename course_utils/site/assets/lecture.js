// Lecture mode: a chapter's figures and questions one at a time, as large as the screen; and, in a
// second window, what the speaker says to each. `present.js` fetches it when it is asked for.
//
// A moment of a lecture is a slide and a step of it, both counted from 1: `?present=3.2`.
(() => {
  "use strict";

  const WORDS = {
    bar: "Lecture",
    previous: "Previous",
    next: "Next",
    reveal: "Show the answer",
    hide: "Hide the answer",
    notes: "Notes",
    keys: "Keys",
    leave: "Leave",
    blank: "The screen is blank; any key brings the lecture back.",
    close: "Close",
    opens: "as it opens",
    asks: "question",
    answer: "answer",
    result: "result",
    noWindow: "The browser kept the notes from opening: allow pop-up windows for this page.",
    lost: "These notes follow no lecture: press N in the lecture to open them.",
    nowOn: "Now on the screen",
    nextUp: "Next",
    end: "That is the end.",
    rule: "The vote",
    split: "If the class splits",
    right: "Right",
    noNotes: "This slide has no notes.",
    speaker: "Speaker notes",
    start: "Start or stop the timer",
    black: "Blank the screen",
    of: (at, all) => `${at} of ${all}`,
    step: (at, all, label) => `${at} of ${all}: ${label}`,
    minutes: (count) => (count === 1 ? "1 minute" : `${count} minutes`),
    timed: (now, all) => (all ? `${now} of ${all} min` : now),
    planned: (from, to) => `planned for minute ${from} to ${to}`,
  };
  const KEYS = [
    ["→ ↓ Page Down Space", "next scenario, answer or slide; clickers send Page Down"],
    ["← ↑ Page Up", "back"],
    ["Home End", "first and last slide"],
    ["Enter", "show or hide the answer to a question"],
    ["B .", "blank the screen; any key brings it back"],
    ["T", "start or stop the timer"],
    ["N", "open the speaker notes in a second window"],
    ["?", "show these keys"],
    ["Esc", "leave the lecture"],
  ];
  const FORWARD = new Set(["ArrowRight", "ArrowDown", "PageDown", " "]);
  const BACK = new Set(["ArrowLeft", "ArrowUp", "PageUp"]);
  const PAGES = new Set(["PageDown", "PageUp"]);
  /** What no slider has a use for. */
  const LETTERS = new Set(["b", "B", ".", "t", "T", "n", "N", "?"]);
  const SLIDERS = "input[type=range], [role=slider]";
  const HELLO = 2000; // ms between two signs of life of the notes
  const page = location.href.split(/[?#]/)[0];

  function element(tag, attributes = {}, ...children) {
    const node = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) {
      if (value !== undefined && value !== false) node.setAttribute(name, value === true ? "" : value);
    }
    node.append(...children.filter((child) => child !== null));
    return node;
  }
  const button = (label, act, attributes = {}) => {
    const node = element("button", { type: "button", ...attributes }, label);
    node.addEventListener("click", act);
    return node;
  };
  const paragraphs = (text) =>
    text.trim().split(/\n\s*\n/).filter(Boolean).map((each) => element("p", {}, each));
  const place = () => document.querySelector("article.bd-article");
  const title = () => document.querySelector("article h1")?.firstChild?.textContent?.trim() ?? "";

  // --- The slides ---------------------------------------------------------------------------

  const plan = JSON.parse(document.getElementById("lecture-plan")?.textContent ?? "null");
  const figures = [...document.querySelectorAll("figure.explorer")];
  const questions = [...document.querySelectorAll("form.qz-question")];

  function keyOf(figure) {
    const { model } = figure.dataset;
    return `${model}-${figures.filter((each) => each.dataset.model === model).indexOf(figure) + 1}`;
  }
  const specOf = (figure) =>
    JSON.parse(figure.querySelector(":scope > script.explorer-spec").textContent);
  const textOf = (form) => {
    const legend = form.querySelector("legend").cloneNode(true);
    legend.querySelector(".qz-place")?.remove();
    return legend.textContent.trim().replace(/\s+/g, " ");
  };

  function figureSlide(node, { scenarios, ...said }) {
    const { view } = specOf(node);
    const wanted = scenarios ?? view.presets.map(({ label }) => label);
    return {
      kind: "figure",
      node,
      heading: node.querySelector(":scope > figcaption").textContent,
      steps: [
        ...(view.predict ? [{ label: WORDS.asks, asks: true }, { label: WORDS.result, reveals: true }] : []),
        ...(view.predict || wanted.length ? [] : [{ label: WORDS.opens }]),
        ...wanted.map((label) => ({ label, scenario: label })),
      ],
      ...said,
    };
  }
  const questionSlide = (node, said) => ({
    kind: "question",
    node,
    heading: textOf(node),
    steps: [{ label: WORDS.asks }, { label: WORDS.answer, reveals: true }],
    ...said,
  });
  function wordsSlide({ title: heading, says, ...said }) {
    const node = element(
      "section",
      { class: "lecture-words" },
      element("h2", {}, heading),
      ...paragraphs(says ?? ""),
    );
    return { kind: "words", node, heading, steps: [{ label: "" }], ...said };
  }

  const slides = plan
    ? plan.slides.flatMap((item) => {
        if (item.figure) {
          const node = figures.find((each) => keyOf(each) === item.figure);
          return node ? [figureSlide(node, item)] : [];
        }
        if (item.question) {
          const node = questions.find((each) => each.dataset.id === item.question);
          return node ? [questionSlide(node, item)] : [];
        }
        return [wordsSlide(item)];
      })
    : [
        // What lies in a closed fold is a solution.
        ...figures.filter((each) => !each.closest("details:not([open])")).map((each) => figureSlide(each, {})),
        ...questions.map((each) => questionSlide(each, {})),
      ];

  // --- Where the lecture is, in both windows ----------------------------------------------------

  /** Slide and step from 0; `since` is when the timer was started, `spent` what it had by then. */
  const state = { slide: 0, step: 0, blank: false, since: 0, spent: 0 };

  // In this window only: a lecture of tomorrow starts its own timer.
  const KEPT = `lecture timer ${page}`;
  const clockOf = (from) =>
    Object.fromEntries(["since", "spent"].filter((name) => Number.isFinite(from?.[name])).map((name) => [name, from[name]]));
  function keepTimer() {
    try {
      sessionStorage.setItem(KEPT, JSON.stringify(clockOf(state)));
    } catch {
      // A browser that keeps nothing loses the timer when the page is loaded anew.
    }
  }
  function recallTimer() {
    try {
      Object.assign(state, clockOf(JSON.parse(sessionStorage.getItem(KEPT))));
    } catch {
      // Nothing was kept, or nothing that can be read.
    }
  }

  const held = (value, most) => Math.min(Math.max(Math.trunc(Number(value)) || 0, 0), most);
  function read(moment) {
    const [slide, step] = String(moment ?? "").split(".");
    const at = held(slide - 1, slides.length - 1);
    return { slide: at, step: held(step - 1, slides[at].steps.length - 1) };
  }
  function stepped({ slide, step }, by) {
    if (slides[slide].steps[step + by]) return { slide, step: step + by };
    if (!slides[slide + by]) return null;
    return { slide: slide + by, step: by > 0 ? 0 : slides[slide + by].steps.length - 1 };
  }
  function revealed() {
    const { slide, step } = state;
    const answer = slides[slide].steps.findIndex(({ reveals }) => reveals);
    if (step > answer) return null; // there is none, or the lecture is past it
    return { slide, step: step === answer ? answer - 1 : answer };
  }
  const timer = () =>
    state.since ? { spent: state.spent + Date.now() - state.since, since: 0 } : { since: Date.now() };
  function elapsed() {
    const seconds = Math.floor((state.spent + (state.since && Date.now() - state.since)) / 1000);
    return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
  }
  const clock = () => WORDS.timed(elapsed(), plan?.minutes);

  /** What a key asks for: the part of the state that it changes; null if it is none of ours. */
  function wish(key) {
    if (state.blank) return { blank: false };
    if (FORWARD.has(key)) return stepped(state, 1) ?? {};
    if (BACK.has(key)) return stepped(state, -1) ?? {};
    if (key === "Home") return { slide: 0, step: 0 };
    if (key === "End") return { slide: slides.length - 1, step: 0 };
    if (key === "Enter") return revealed();
    if (key === "b" || key === "B" || key === ".") return { blank: true };
    if (key === "t" || key === "T") return timer();
    return null;
  }
  /** Whether the element that has the focus wants this key for itself. */
  function taken({ target, key, defaultPrevented }) {
    if (defaultPrevented) return true;
    if (state.blank) return false;
    // A clicker shall go on also after a slider was dragged.
    if (PAGES.has(key) || key === "Escape") return false;
    if (LETTERS.has(key) && target.closest(SLIDERS)) return false;
    if (target.closest("input, select, textarea, [role=slider], [role=application]")) return true;
    const pressed = key === "Enter" || key === " ";
    return pressed && target.closest("button, a[href], summary") !== null;
  }
  function listen(act) {
    const keyed = (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey || taken(event)) return;
      if (document.querySelector("dialog.lecture-keys[open]")) return;
      if (act(event.key)) event.preventDefault();
    };
    // Nobody sees what has the focus under a blank screen, so it gets no key.
    const first = (event) =>
      (PAGES.has(event.key) || state.blank) && (keyed(event), event.stopPropagation());
    const then = (event) => PAGES.has(event.key) || keyed(event);
    document.addEventListener("keydown", first, true);
    // Sphinx hears Escape on the document, and would have used it up there.
    document.body.addEventListener("keydown", then);
    return () => {
      document.removeEventListener("keydown", first, true);
      document.body.removeEventListener("keydown", then);
    };
  }

  // --- Between the windows ------------------------------------------------------------------------

  // Pages from a disk have no origin of their own, so a channel may not join them; the window
  // that opened the other can always write to it. All messages say what shall be, and none what to
  // toggle, so that one that comes on both ways does no harm.
  const channel = "BroadcastChannel" in window ? new BroadcastChannel(`lecture ${page}`) : null;
  function hear(act) {
    const got = ({ data, source }) => {
      if (data?.lecture === page) act(data, source);
    };
    window.addEventListener("message", got);
    channel?.addEventListener("message", got);
    return () => {
      window.removeEventListener("message", got);
      channel?.removeEventListener("message", got);
    };
  }
  function send(window_, message) {
    const data = { lecture: page, ...message };
    window_?.postMessage(data, "*"); // holds nothing but where the lecture is
    channel?.postMessage(data);
  }
  /** Take from a message only what the state can be. */
  function accept(wanted) {
    if (!wanted || typeof wanted !== "object") return {};
    const next = {};
    if ("slide" in wanted) {
      next.slide = held(wanted.slide, slides.length - 1);
      next.step = held(wanted.step, slides[next.slide].steps.length - 1);
    }
    if ("blank" in wanted) next.blank = wanted.blank === true;
    return Object.assign(next, clockOf(wanted));
  }

  // --- On the screen -----------------------------------------------------------------------------

  let lecture = null;
  /** The link whose figure a lecture has opened with; it is not opened with twice. */
  let followed = "";

  class Lecture {
    constructor() {
      this.scrolled = window.scrollY;
      this.title = element("h1", { class: "lecture-title" }, title());
      this.where = element("p", { class: "lecture-where" });
      this.time = element("span", { class: "lecture-time", role: "timer", hidden: true });
      this.said = element("p", { class: "lecture-unseen", role: "status" });
      this.back = button(WORDS.previous, () => this.change(stepped(state, -1)));
      this.on = button(WORDS.next, () => this.change(stepped(state, 1)), { class: "lecture-next" });
      this.answer = button(WORDS.reveal, () => this.change(revealed()));
      this.bar = element(
        "section",
        { class: "lecture-bar lecture-keep", "aria-label": WORDS.bar },
        this.title,
        this.where,
        this.time,
        element(
          "div",
          { class: "lecture-buttons" },
          this.answer,
          this.back,
          this.on,
          button(WORDS.notes, () => this.openNotes()),
          button(WORDS.keys, () => this.keys.showModal()),
          button(WORDS.leave, () => this.leave()),
        ),
        this.said,
      );
      const rows = KEYS.map(([keys, does]) =>
        element("tr", {},
          element("th", { scope: "row" }, ...keys.match(/Page \w+|\S+/g).flatMap((key) => [element("kbd", {}, key), " "])),
          element("td", {}, does)));
      this.keys = element(
        "dialog",
        { class: "lecture-keys lecture-keep", "aria-labelledby": "lecture-keys" },
        element("h2", { id: "lecture-keys" }, WORDS.keys),
        element("table", {}, element("tbody", {}, ...rows)),
        button(WORDS.close, () => this.keys.close()),
      );
      this.black = element("button", { class: "lecture-blank lecture-keep", type: "button", "aria-label": WORDS.blank, hidden: true });
      this.black.addEventListener("click", () => this.change({ blank: false }));
      document.body.append(this.bar, this.keys, this.black);
      document.documentElement.classList.add("lecturing");
      for (const { node } of slides) node.dispatchEvent(new Event("explorer-wanted"));
      this.unlisten = listen((key) => this.key(key));
      this.unhear = hear((data, source) => {
        if (data.hello && source) this.notes = source;
        if (data.hello) this.tell();
        if (data.want) this.change(accept(data.want));
      });
      this.ticking = setInterval(() => this.tick(), 500);
    }

    key(key) {
      if (state.blank) return this.change(wish(key));
      if (key === "Escape") this.leave();
      else if (key === "n" || key === "N") this.openNotes();
      else if (key === "?") this.keys.showModal();
      else return this.change(wish(key));
      return true;
    }

    change(next) {
      if (!next) return false;
      const moves = "slide" in next && (next.slide !== state.slide || next.step !== state.step);
      Object.assign(state, next);
      if (moves) this.show();
      if ("since" in next) keepTimer();
      this.paint();
      return true;
    }

    /** @param linked whether a link has said what the figure shows, so that it is left as it is */
    show(linked = false) {
      const { node, kind, steps, heading } = slides[state.slide];
      const step = steps[state.step];
      if (kind === "words" && !node.isConnected) place().append(node);
      if (this.shown !== node) {
        this.fold();
        this.shown = node;
        node.classList.add("lecture-here");
        node.setAttribute("tabindex", "-1");
        for (let up = node.parentElement; up && up !== document.documentElement; up = up.parentElement) {
          up.classList.add("lecture-path");
        }
        node.scrollTop = 0;
        this.focusSlide();
      }
      if (kind === "question") {
        this.reveal(node, step.reveals === true);
        if (step.reveals) node.querySelector(".qz-answer").scrollIntoView({ block: "nearest" });
        else node.scrollTop = 0;
      }
      if (kind === "figure") {
        void live(node).then((figure) => {
          if (figure && !linked) this.play(node, figure, step);
          if (steps[0].asks) this.follow(node);
        });
      }
      this.said.textContent = [heading, step.label].filter(Boolean).join(" ");
      this.remember();
    }

    play(node, figure, { asks, reveals, scenario }) {
      if (scenario) figure.show(scenario);
      if (!asks && !reveals) return;
      const focused = document.activeElement;
      ask(node);
      if (reveals) answer(node);
      // The figure moves the focus to a button of its own, which would take the lecture's keys.
      if (this.bar.contains(focused)) focused.focus({ preventScroll: true });
      else this.shown.focus({ preventScroll: true });
    }

    /** So that Enter and Space are the lecture's; whoever uses the buttons of the bar stays there. */
    focusSlide() {
      if (!this.bar.contains(document.activeElement)) this.shown.focus({ preventScroll: true });
    }

    /** Whoever answers a figure by its own buttons has taken the step as well. */
    follow(node) {
      this.asking?.disconnect();
      if (lecture !== this || this.shown !== node) return;
      this.asking = new MutationObserver(() => {
        if (this.shown !== node) return;
        const step = isAsking(node) ? 0 : Math.max(state.step, 1);
        if (step === state.step) return;
        state.step = step;
        this.remember();
        this.paint();
      });
      this.asking.observe(node, { attributeFilter: ["data-predict"] });
    }

    reveal(form, shown) {
      form.classList.toggle("lecture-answered", shown);
      const answer = form.querySelector(".qz-answer");
      answer.hidden = !shown;
      answer.open = shown;
      const right = [...form.querySelectorAll(".qz-options > li")].map((li) => li.dataset.right === "true");
      form.querySelectorAll(".qz-option").forEach((option, i) => {
        option.classList.toggle("lecture-right", shown && right[i] === true);
      });
    }

    paint() {
      const { slide, step, blank } = state;
      const { steps } = slides[slide];
      this.where.replaceChildren(
        element("span", {}, WORDS.of(slide + 1, slides.length)),
        ...(steps.length > 1 ? [element("span", { class: "lecture-step" }, WORDS.step(step + 1, steps.length, steps[step].label))] : []),
      );
      // Not disabled, or whoever has just pressed it would lose the focus.
      this.back.setAttribute("aria-disabled", String(!stepped(state, -1)));
      this.on.setAttribute("aria-disabled", String(!stepped(state, 1)));
      this.answer.hidden = !revealed();
      this.answer.textContent = steps[step].reveals ? WORDS.hide : WORDS.reveal;
      const wasBlank = !this.black.hidden;
      this.black.hidden = !blank;
      if (blank) this.black.focus();
      else if (wasBlank) this.focusSlide();
      this.tick();
      this.tell();
    }

    tick() {
      this.time.hidden = !state.since && !state.spent;
      this.time.textContent = clock();
      this.time.classList.toggle("lecture-stopped", !state.since);
    }

    tell() {
      send(this.notes, { state: { ...state } });
    }

    openNotes() {
      const opened = window.open(`${page}?notes`, `notes ${page}`, "popup,width=760,height=860");
      if (opened) this.notes = opened;
      else this.said.textContent = WORDS.noWindow;
    }

    remember() {
      const address = new URL(location.href);
      address.searchParams.set("present", `${state.slide + 1}.${state.step + 1}`);
      // A link to a figure holds for the moment that it opened, and no longer.
      if (this.begun) address.hash = "";
      this.begun = true;
      replace(address);
    }

    fold() {
      this.shown?.classList.remove("lecture-here");
      this.shown?.removeAttribute("tabindex");
      for (const each of document.querySelectorAll(".lecture-path")) each.classList.remove("lecture-path");
    }

    leave() {
      const { shown } = this;
      clearInterval(this.ticking);
      this.unlisten();
      this.unhear();
      this.asking?.disconnect();
      this.fold();
      for (const part of [this.bar, this.keys, this.black]) part.remove();
      for (const slide of slides) {
        if (slide.kind === "words") slide.node.remove();
        else if (slide.kind === "question") this.reveal(slide.node, false);
      }
      document.documentElement.classList.remove("lecturing");
      const address = new URL(location.href);
      address.searchParams.delete("present");
      replace(address);
      lecture = null;
      // Back where the lecture has come to.
      if (shown?.isConnected) shown.scrollIntoView({ block: "center" });
      else window.scrollTo(0, this.scrolled);
      document.querySelector(".present-button")?.focus({ preventScroll: true });
    }
  }

  /** The figure's own functions, once it is live; null if it stays a picture. */
  function live(figure) {
    return new Promise((resolve) => {
      const settled = () => figure.explorer || figure.dataset.state === "broken";
      if (settled()) return resolve(figure.explorer ?? null);
      const observer = new MutationObserver(() => {
        // The attribute is set just before the functions are there.
        setTimeout(() => {
          if (!settled()) return;
          observer.disconnect();
          resolve(figure.explorer ?? null);
        });
      });
      observer.observe(figure, { attributeFilter: ["data-state"] });
    });
  }

  const isAsking = (figure) => figure.dataset.predict === "asking";
  function ask(figure) {
    if (!isAsking(figure)) figure.querySelector(".xp-predict > .xp-decide > button").click();
  }
  /** Compare the run with the room's guess; where there is none, only show it. */
  function answer(figure) {
    const [compare, skip] = figure.querySelectorAll(".xp-form .xp-decide > button");
    compare.click();
    if (isAsking(figure)) skip.click();
  }

  function replace(address) {
    try {
      history.replaceState(null, "", address);
    } catch {
      // Some browsers let a page from a disk keep its address; the lecture goes on without.
    }
  }

  function start(moment) {
    if (lecture || !slides.length) return;
    lecture = new Lecture();
    recallTimer();
    // The button goes on where the last lecture on this page was left.
    Object.assign(state, { blank: false }, moment && read(moment));
    const [, key] = (location.hash !== followed && /^#figure=([^&]+)/.exec(location.hash)) || [];
    followed = location.hash;
    const linked = slides.findIndex(({ kind, node }) => kind === "figure" && keyOf(node) === key);
    if (linked >= 0) {
      // The link says what the figure shows: no scenario is put over it, and nothing is asked.
      Object.assign(state, { slide: linked, step: slides[linked].steps[0].asks ? 1 : 0 });
      lecture.show(true);
    } else lecture.show();
    lecture.paint();
  }

  // --- The speaker's window ------------------------------------------------------------------------

  function notes() {
    const wide = element("section", { class: "lecture-notes lecture-here", "aria-label": WORDS.speaker });
    document.title = `${WORDS.speaker}: ${document.title}`;
    document.documentElement.classList.add("lecturing");
    place().append(wide);
    for (let up = wide.parentElement; up !== document.documentElement; up = up.parentElement) up.classList.add("lecture-path");

    const time = element("span", { class: "lecture-time", role: "timer" });
    const status = element("span", { role: "status" });
    // It can be scrolled where it is longer than the window, so the focus has to get to it.
    const body = element("div", { class: "lecture-note", tabindex: 0 });
    const upcoming = element("p", { class: "lecture-upcoming" });
    const want = (wanted) => wanted && send(window.opener, { want: wanted });
    const answer = button(WORDS.reveal, () => want(revealed()));
    const keyed = (key) => {
      const wanted = wish(key);
      want(wanted);
      return wanted !== null;
    };
    wide.append(
      element("h1", { class: "lecture-title" }, title()),
      element("p", { class: "lecture-where" }, time, status),
      body,
      upcoming,
      element(
        "div",
        { class: "lecture-buttons" },
        button(WORDS.previous, () => want(stepped(state, -1))),
        button(WORDS.next, () => want(stepped(state, 1)), { class: "lecture-next" }),
        answer,
        button(WORDS.black, () => want({ blank: !state.blank })),
        button(WORDS.start, () => want(timer())),
      ),
    );
    const paint = () => {
      body.replaceChildren(...noted());
      body.scrollTop = 0;
      upcoming.replaceChildren(element("span", { class: "lecture-kicker" }, `${WORDS.nextUp}: `), afterwards());
      answer.hidden = !revealed();
      answer.textContent = slides[state.slide].steps[state.step].reveals ? WORDS.hide : WORDS.reveal;
      time.textContent = clock();
    };
    listen(keyed);
    let heard = Date.now();
    hear(({ state: told }) => {
      if (!told) return;
      const before = `${state.slide}.${state.step}`;
      Object.assign(state, accept(told));
      heard = Date.now();
      const said = state.blank ? WORDS.blank : "";
      if (status.textContent !== said) status.textContent = said; // the same again would be spoken again
      if (before !== `${state.slide}.${state.step}`) paint();
    });
    const hello = () => {
      send(window.opener, { hello: true });
      if (Date.now() - heard > 2 * HELLO) status.textContent = WORDS.lost;
    };
    paint();
    hello();
    setInterval(hello, HELLO);
    setInterval(() => (time.textContent = clock()), 500);
  }

  function noted() {
    const slide = slides[state.slide];
    const step = slide.steps[state.step];
    const from = slides.slice(0, state.slide).reduce((sum, { minutes = 0 }) => sum + minutes, 0);
    return [
      element("p", { class: "lecture-kicker" },
        `${WORDS.nowOn}: ${WORDS.of(state.slide + 1, slides.length)}`,
        slide.minutes ? `, ${WORDS.minutes(slide.minutes)}, ${WORDS.planned(from, from + slide.minutes)}` : ""),
      element("h2", {}, slide.heading),
      slide.steps.length > 1 ? element("p", { class: "lecture-step" }, WORDS.step(state.step + 1, slide.steps.length, step.label)) : null,
      ...(slide.kind === "question" ? options(slide.node) : []),
      ...paragraphs(slide.notes ?? WORDS.noNotes),
      ...(slide.split ? [element("h3", {}, WORDS.split), ...paragraphs(slide.split)] : []),
      slide.kind === "question" && plan ? voteRule(plan.rule) : null,
    ].filter((node) => node !== null);
  }

  const voteRule = ({ short, long }) =>
    element("details", { class: "lecture-rule" },
      element("summary", {}, element("strong", {}, WORDS.rule), ` ${short}`),
      ...paragraphs(long));

  function afterwards() {
    const next = stepped(state, 1);
    if (!next) return WORDS.end;
    const { heading, steps } = slides[next.slide];
    return [next.slide === state.slide ? "" : heading, steps[next.step].label].filter(Boolean).join(" · ");
  }

  function options(form) {
    const answers = [...form.querySelectorAll(".qz-options > li")];
    if (!answers.length) return [element("p", {}, form.querySelector(".qz-value")?.textContent ?? "")];
    return [element("ol", { class: "lecture-options" }, ...answers.map((li) => {
      const right = li.dataset.right === "true";
      const words = li.querySelector("q").textContent;
      return element("li", {}, right ? element("strong", {}, `${words} (${WORDS.right})`) : words);
    }))];
  }

  globalThis.coldToWarmLecture = { start, notes };
})();
