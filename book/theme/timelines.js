// Of several timelines a page shows the first. Where scripts run, a slider chooses:
// the arrow keys move it, and its value is the strategy's name.
//
// A timeline can be replayed, slowed: a line moves over the drawing, what lies after it
// is dimmed, and a table counts tasks. All of that is from the recorded spans, which the
// drawing carries (crates/chart/src/replay.rs). Nothing moves unless it is asked to, and
// the picture is whole before a replay and after it.
(() => {
    "use strict";

    // How long the replay of a whole timeline may take.
    const SECONDS = [8, 20, 60];
    // How often an arrow key is pressed from one end to the other.
    const STEPS = 500;
    // For a reader who wants no motion, a replay is a few jumps.
    const JUMPS = 10;
    const noMotion = matchMedia("(prefers-reduced-motion: reduce)");

    const PHASES = { W: "waiting", R: "ready", C: "computing" };
    const NANOSECONDS = { ns: 1, "µs": 1e3, ms: 1e6, s: 1e9 };

    /** An element with attributes and children. */
    function made(name, attributes = {}, ...children) {
        const element = document.createElement(name);
        for (const [key, value] of Object.entries(attributes)) {
            element.setAttribute(key, value);
        }
        element.append(...children);
        return element;
    }

    // ---- What was recorded ----

    /** The spans that a drawing lists: each begins so much later than the one before. */
    function spansIn(list) {
        let begin = 0;
        return [...list.matchAll(/([WRC])([0-9a-f]+)\.([0-9a-f]+)/g)].map(([, phase, later, lasts]) => {
            begin += parseInt(later, 16);
            return { phase, begin, end: begin + parseInt(lasts, 16) };
        });
    }

    /** What a timeline can replay; null if it was not traced. */
    function recorded(timeline) {
        // Two widths of one picture, of which the first lists the spans.
        const drawings = [...timeline.querySelectorAll("g.replay")];
        if (drawings.length === 0) return null;
        const { end, unit, cores } = drawings[0].dataset;
        const strategies = [...drawings[0].children].map(({ dataset }) => ({
            name: dataset.name,
            spans: spansIn(dataset.spans),
        }));
        return { end: Number(end), unit, cores: Number(cores), strategies, mark: marker(drawings) };
    }

    /** Draws the line at a share of the whole time, in every width; at the end, no line. */
    function marker(drawings) {
        const marks = drawings.flatMap((drawing) => {
            const [left, right] = drawing.dataset.x.split(" ").map(Number);
            return [...drawing.children].map((panel) => {
                const [top, bottom] = panel.dataset.y.split(" ").map(Number);
                panel.innerHTML = `<rect class="later" y="${top}" height="${bottom - top}"/>
                    <line class="now" y1="${top}" y2="${bottom}"/>`;
                const [later, now] = panel.children;
                return { left, right, later, now };
            });
        });
        return (share) => {
            for (const { left, right, later, now } of marks) {
                const x = left + (right - left) * share;
                later.setAttribute("x", x);
                later.setAttribute("width", right - x);
                now.setAttribute("x1", x);
                now.setAttribute("x2", x);
            }
            for (const drawing of drawings) {
                drawing.classList.toggle("begun", share < 1);
            }
        };
    }

    /** A table of how many tasks of each strategy do what; and what fills it in. */
    function counters({ strategies, cores }) {
        const phases = Object.keys(PHASES).filter((phase) =>
            strategies.some(({ spans }) => spans.some((span) => span.phase === phase)));
        const fills = [];
        const rows = strategies.map(({ name, spans }) => made("tr", {}, made("th", { scope: "row" }, name),
            ...phases.map((phase) => {
                const of = spans.filter((span) => span.phase === phase);
                // A run without one such span did not record them: 0 would be a guess.
                const cell = made("td", {}, of.length === 0 ? "–" : "");
                // Which thread has a core is sampled, so when it got it and when it lost it
                // is known to a fraction of a millisecond. In between, more seem to compute
                // than there are cores, which cannot be.
                const most = phase === "C" ? cores : Infinity;
                if (of.length > 0) fills.push((now) => {
                    const lasting = of.filter(({ begin, end }) => begin <= now && now < end).length;
                    cell.textContent = Math.min(lasting, most);
                });
                return cell;
            })));
        const headings = phases.map((phase) => made("th", { scope: "col" }, PHASES[phase]));
        const gaps = fills.length < rows.length * phases.length ? " (–: none recorded in this run)" : "";
        const table = made("table", { class: "counters" },
            made("caption", {}, `Tasks at this moment${gaps}`),
            made("thead", {}, made("tr", {}, made("th", { scope: "col" }, "Strategy"), ...headings)),
            made("tbody", {}, ...rows));
        return { table, fill: (now) => fills.forEach((fill) => fill(now)) };
    }

    // ---- What a reader does with it ----

    /** Gives a figure a player; returns what chooses the timeline that it plays. */
    function player(figure, timelines) {
        const recordings = timelines.map(recorded);
        if (recordings.every((recording) => recording === null)) return () => {};
        const button = made("button", { type: "button" }, "Play");
        const slider = made("input", { type: "range", min: 0, max: STEPS, "aria-label": "Moment" });
        const moment = made("span", { class: "moment" });
        const seconds = made("select", {}, ...SECONDS.map((time) => made("option", { value: time }, `${time} s`)));
        const controls = made("div", { class: "player", role: "group", "aria-label": "Replay of the timeline" },
            button, slider, moment, made("label", {}, "The whole in ", seconds));
        const counts = made("div", { class: "table-wrapper" });
        let [recording, counted, now, frame] = [null, null, 0, 0];

        function time(ns) {
            const scale = NANOSECONDS[recording.unit];
            // As fine as a press of an arrow key.
            const digits = 1 + Math.floor(Math.log10(recording.end / scale));
            return (ns / scale).toFixed(Math.max(4 - digits, 0));
        }

        function show(moved) {
            now = Math.min(moved, recording.end);
            recording.mark(now / recording.end);
            counted.fill(now);
            const [of, whole] = [time(now), time(recording.end)];
            const words = `${of} of ${whole} ${recording.unit}`;
            // With spaces as wide as digits: the slider beside it keeps its width.
            moment.textContent = words.padStart(words.length + whole.length - of.length, "\u2007");
            slider.value = Math.round(now / recording.end * STEPS);
            slider.setAttribute("aria-valuetext", words);
        }

        function pause() {
            cancelAnimationFrame(frame);
            frame = 0;
            button.textContent = "Play";
        }

        function play() {
            const from = now < recording.end ? now : 0;
            let began = null;
            const step = (at) => {
                began ??= at;
                const passed = (at - began) / 1000 / seconds.value;
                const share = noMotion.matches ? Math.floor(passed * JUMPS) / JUMPS : passed;
                show(from + recording.end * share);
                if (now < recording.end) frame = requestAnimationFrame(step);
                else pause();
            };
            counts.hidden = false;
            button.textContent = "Pause";
            frame = requestAnimationFrame(step);
        }

        button.addEventListener("click", () => (frame ? pause() : play()));
        seconds.addEventListener("change", () => {
            if (frame) {
                pause();
                play();
            }
        });
        slider.addEventListener("input", () => {
            pause();
            counts.hidden = false;
            show(recording.end * slider.value / STEPS);
        });
        // A page that nobody sees gets no frames, and would jump when it is seen again.
        document.addEventListener("visibilitychange", pause);

        figure.prepend(controls, counts);
        return (index) => {
            pause();
            recording?.mark(1);
            recording = recordings[index];
            controls.hidden = recording === null;
            counts.hidden = true;
            if (recording === null) return;
            counted = counters(recording);
            counts.replaceChildren(counted.table);
            show(recording.end);
        };
    }

    /** Gives a figure of several timelines a slider that says which is shown. */
    function chooser(figure, timelines, choose) {
        const label = "Which strategy's timeline is shown";
        const slider = made("input", { type: "range", min: 0, max: timelines.length - 1, value: 0, "aria-label": label });
        const chosen = made("output");
        function show() {
            const index = Number(slider.value);
            timelines.forEach((timeline, at) => { timeline.hidden = at !== index; });
            const { label } = timelines[index].dataset;
            slider.setAttribute("aria-valuetext", label);
            chosen.textContent = `${label} (${index + 1} of ${timelines.length})`;
            choose(index);
        }
        slider.addEventListener("input", show);
        show();
        figure.prepend(made("div", { class: "chooser" }, slider, chosen));
    }

    const equipped = new WeakSet();
    function equip(figure) {
        if (equipped.has(figure)) return;
        equipped.add(figure);
        const several = [...figure.querySelectorAll(".timeline")];
        const choose = player(figure, several.length > 0 ? several : [figure]);
        if (several.length > 0) chooser(figure, several, choose);
        else choose(0);
    }
    document.querySelectorAll("figure.chart").forEach(equip);
    // A reader's own try brings a figure later: see run.js.
    new MutationObserver((changes) => {
        for (const added of changes.flatMap(({ addedNodes }) => [...addedNodes])) {
            added.querySelectorAll?.("figure.chart").forEach(equip);
        }
    }).observe(document.querySelector("main"), { childList: true, subtree: true });
})();
