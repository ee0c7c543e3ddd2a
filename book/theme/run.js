// An experiment with other settings. The box that says whose numbers a page shows
// carries the experiment's settings; below it come fields for them and the command to
// copy. Under this book's own server they run it, too: what came out stands in the page's
// own charts, and below the first, until the reader takes it away.
(() => {
    "use strict";
    if (location.pathname.endsWith("/print.html")) return;

    // Nanoseconds are shown in milliseconds.
    const MS = 1e6;

    // live.js keeps it, on pages of the server alone. A published book asks nobody.
    function token() {
        try {
            return document.getElementById("live-strip") && sessionStorage.getItem("book-token");
        } catch {
            return null;
        }
    }

    /** A setting with the field that turns it, and what is wrong with what stands there. */
    function field({ name, kind, value, least, most }) {
        const unit = kind === "duration" ? MS : 1;
        const input = made("input", {
            type: "number", min: least / unit, max: most / unit, step: unit === 1 ? 1 : "any", value: value / unit,
        });
        const label = made("label", {}, made("span", {}, unit === 1 ? name : `${name}, in ms`), input);
        const written = () => `${Number(input.value)}${unit === 1 ? "" : "ms"}`;
        return {
            name, input, label, written,
            value: () => Math.round(Number(input.value) * unit),
            complaint() {
                const isRight = input.value !== "" && input.checkValidity();
                input.setAttribute("aria-invalid", !isRight);
                const bounds = [least, most].map((bound) => (bound / unit).toLocaleString("en", { maximumFractionDigits: 6 }));
                const whole = unit === 1 ? "whole " : "";
                return isRight ? "" : `“${name}” wants a ${whole}number from ${bounds[0]} to ${bounds[1]}.`;
            },
        };
    }

    /** The lines of a streamed answer, each as what its JSON says. */
    async function* lines(answer) {
        const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
        let rest = "";
        for (;;) {
            const { done, value } = await reader.read();
            if (done) return;
            const whole = (rest + value).split("\n");
            rest = whole.pop();
            yield* whole.map((line) => JSON.parse(line));
        }
    }

    const parse = (html) => new DOMParser().parseFromString(html, "text/html").body;

    /** Puts figures with both records' marks in the places of the page's own, and returns
     * what puts those back. */
    function beside(experiment, figures) {
        const placed = [];
        for (const [name, html] of Object.entries(figures)) {
            const own = chartOf(experiment, name);
            const both = parse(html).querySelector("figure");
            if (!own || !both) continue;
            own.replaceWith(both);
            placed.push([own, both]);
        }
        marks.show();
        return () => {
            placed.forEach(([own, both]) => both.replaceWith(own));
            marks.show();
        };
    }

    /** The page's own figure of an experiment: the first, or that of a name. */
    function chartOf(experiment, name) {
        const id = `chart-${experiment.replace("/", "-")}-${name === undefined ? "" : `${name}-wide`}`;
        return document.querySelector(`main figure:not(.run-try *) [id^="${id}"]`)?.closest("figure");
    }

    /** What is of a try alone, with a button that takes it away. */
    function result(words, fragments, dismiss) {
        const button = made("button", { type: "button" }, "Take it away");
        const head = made("p", { class: "run-head" }, made("b", {}, `Your try: ${words}`), " ", button);
        const section = made("section", { class: "run-try", tabindex: -1, "aria-label": `Your try: ${words}` }, head);
        for (const name of ["chart", "doubts", "table", "claims"]) {
            section.append(...parse(fragments[name] ?? "").childNodes);
        }
        // The page has the same ids already.
        for (const marked of section.querySelectorAll("[id]")) marked.id = `try-${marked.id}`;
        for (const svg of section.querySelectorAll("[aria-labelledby]")) {
            const ids = svg.getAttribute("aria-labelledby").split(" ");
            svg.setAttribute("aria-labelledby", ids.map((id) => `try-${id}`).join(" "));
        }
        button.addEventListener("click", dismiss);
        return section;
    }

    function panel(box) {
        const [chapter, experiment] = box.dataset.experiment.split("/");
        const fields = JSON.parse(box.dataset.settings).map(field);
        const code = made("code");
        const copy = made("button", { type: "button" }, "Copy");
        const run = made("button", { type: "submit" }, "Run it here");
        const stop = made("button", { type: "button", hidden: "" }, "Stop");
        const bar = made("progress", { hidden: "", "aria-label": "Rounds" });
        const far = made("span", { class: "run-far" });
        const status = made("p", { role: "status" });
        const buttons = made("p", { class: "run-buttons" }, run, stop, bar, far);
        const form = made(
            "form", { novalidate: "" }, ...fields.map((one) => one.label),
            made("p", { class: "run-command" }, code, copy), buttons, status,
        );
        const whole = made("details", { class: "run" }, made("summary", {}, "Run it with other settings"), form);
        let running = null;
        let takeAway = null;

        function update() {
            const flags = fields.map(({ name, written }) => ` --${name} ${written()}`);
            code.textContent = `cargo run --release -p ${chapter} -- run ${experiment}${flags.join("")}`;
            const complaints = fields.map((one) => one.complaint()).filter((one) => one !== "");
            if (!running) status.textContent = complaints.join(" ");
            buttons.hidden = !token();
            run.disabled = running !== null || complaints.length > 0;
            copy.disabled = complaints.length > 0;
        }

        function dismiss() {
            takeAway?.();
            takeAway = null;
            whole.querySelector("summary").focus();
        }

        function tell({ building, measuring, note, round, of }) {
            if (building) far.textContent = `Building ${building}`;
            if (measuring) far.textContent = "Starting";
            if (note) far.textContent = note;
            if (round === undefined) return;
            far.textContent = round === 0 ? "Warming up" : `Round ${round} of at most ${of}`;
            bar.hidden = false;
            bar.max = of;
            bar.value = round;
        }

        /** Runs it, and says in a sentence how that ended. */
        async function go(signal) {
            const values = Object.fromEntries(fields.map(({ name, value }) => [name, value()]));
            const answer = await fetch(`/__run/${chapter}/${experiment}`, {
                method: "POST", headers: { "X-Book-Token": token() }, body: JSON.stringify(values), signal,
            });
            if (!answer.ok) {
                const why = (await answer.text()).trim();
                return answer.status === 409 ? `${why}. Wait for its end, or pause it at the foot of the page.` : why;
            }
            for await (const line of lines(answer)) {
                if (line.failed !== undefined) return `It failed: ${line.failed}`;
                if (line.fragments) {
                    takeAway?.();
                    const putBack = beside(box.dataset.experiment, line.figures);
                    const shown = result(line.words, line.fragments, dismiss);
                    takeAway = () => {
                        putBack();
                        shown.remove();
                    };
                    // Before a guess the page's charts are hidden, and would hide this.
                    const chart = chartOf(box.dataset.experiment);
                    const isSeen = chart && !chart.closest("[hidden]");
                    (isSeen ? chart : whole).after(shown);
                    shown.focus();
                    return `Done: your try stands ${isSeen ? "in the page's charts, and below the first" : "below"}.`;
                }
                tell(line);
            }
            return "The server ended before it was done.";
        }

        form.addEventListener("submit", async (event) => {
            event.preventDefault();
            if (running || !token() || run.disabled) return;
            running = new AbortController();
            stop.hidden = false;
            status.textContent = "Running. Nothing else is measured meanwhile.";
            update();
            stop.focus();
            const { signal } = running;
            const ended = await go(signal).catch(() => (signal.aborted ? "Stopped." : "The server cannot be reached."));
            const hadFocus = document.activeElement === stop;
            running = null;
            stop.hidden = true;
            bar.hidden = true;
            far.textContent = "";
            update();
            status.textContent = ended;
            if (hadFocus) run.focus();
        });
        stop.addEventListener("click", () => running?.abort());
        // A page that comes back from the browser's memory has no run to go on with.
        addEventListener("pagehide", () => running?.abort());
        copy.addEventListener("click", async () => {
            const isCopied = await navigator.clipboard?.writeText(code.textContent).then(() => true, () => false);
            if (!isCopied) getSelection().selectAllChildren(code);
            status.textContent = isCopied ? "Copied." : "Selected: copy it from here.";
        });
        form.addEventListener("input", update);
        whole.addEventListener("toggle", update);
        update();
        box.after(whole);
    }

    for (const box of document.querySelectorAll("aside.machine[data-experiment][data-settings]")) {
        // Other pages only say in passing whose numbers they show.
        if (chartOf(box.dataset.experiment)) panel(box);
    }
})();
