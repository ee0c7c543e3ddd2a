// Where scripts run, each question of a "Predict first" box is a form (questions.js), and
// what answers it is hidden until the reader has guessed, or asks to see it.
(() => {
    "use strict";
    if (location.pathname.endsWith("/print.html")) return;
    const { stored } = guesses;
    const { ask, button } = questions;
    const ALWAYS = "concurrency-measured-always-show";
    // The code and the commands may be read before one guesses.
    const END = /(^|-)the-code(-|$)|^run-(.*-)?yourself(-|$)/;

    /** A heading's level; 0 of what is no heading. */
    const level = (element) => Number(/^H([1-6])$/.exec(element.tagName)?.[1] ?? 0);

    /** What stands between a box and the next, or the end of its section, or its code. */
    function after(box) {
        const found = [];
        let top = 0;
        for (let next = box.nextElementSibling; next; next = next.nextElementSibling) {
            top ||= level(next);
            const isEnd = level(next) > 0 && (level(next) < top || END.test(next.id));
            if (isEnd || next.matches(".predict")) break;
            found.push(next);
        }
        return found;
    }

    /** Makes forms of a box's questions, and hides what follows. */
    function veiled(box) {
        const items = [...box.querySelectorAll("[data-guess]")];
        const content = after(box);
        const headings = content.filter(level);
        const why = headings.find(({ id }) => /(^|-)(why|where)(-|$)/.test(id)) ?? headings[0];
        const hidden = made("div", { class: "predicted", tabindex: -1 });
        box.after(hidden);
        hidden.append(...content);

        // For this box, as long as the tab is open; for the book, until it is taken back.
        const here = `shown-${location.pathname}-${items[0].id}`;
        const isAlways = () => stored("localStorage", ALWAYS) !== null;
        const showHere = () => stored("sessionStorage", here, "yes");

        const titles = headings.map((heading) => heading.textContent.trim());
        const veil = made("div", { class: "veil" },
            made("p", {}, `Hidden until you have guessed: ${titles.join(" · ") || "the result"}.`),
            button("Show me", () => {
                showHere();
                refresh();
                hidden.focus({ preventScroll: true });
            }),
            button("Always show results", () => {
                stored("localStorage", ALWAYS, "yes");
                all.forEach((one) => one.refresh());
                hidden.focus({ preventScroll: true });
            }),
        );
        const back = made("p", { class: "back" }, "Results are shown before you guess. ", button("Hide them again", () => {
            stored("localStorage", ALWAYS, null);
            all.forEach((one) => one.hide());
            veil.querySelector("button").focus();
        }));
        hidden.before(veil);
        box.append(back);

        function refresh() {
            const isGuessed = items.every((item) => item.matches(".guessed"));
            const isShown = isGuessed || isAlways() || stored("sessionStorage", here) !== null;
            box.classList.toggle("shown", isShown);
            back.hidden = !isAlways();
            veil.hidden = isShown;
            // Unlike what is inert, the browser's own search finds this, and shows it.
            if (isShown) hidden.removeAttribute("hidden");
            else hidden.setAttribute("hidden", "until-found");
            // Other scripts measure what is shown.
            dispatchEvent(new Event("resize"));
        }
        function hide() {
            stored("sessionStorage", here, null);
            refresh();
        }
        function find(target) {
            if (!hidden.contains(target) || veil.hidden) return;
            showHere();
            refresh();
        }

        items.forEach((item) => ask(item, why?.id, refresh));
        hidden.addEventListener("beforematch", ({ target }) => find(target));
        refresh();
        return { refresh, hide, find };
    }

    const isAsked = (box) => box.querySelector("[data-guess]");
    const all = [...document.querySelectorAll("main .predict")].filter(isAsked).map(veiled);

    /** Shows what the address names, and goes there: what is hidden above it moved it. */
    function goToTarget() {
        const target = document.getElementById(location.hash.slice(1));
        if (all.length === 0 || !target) return;
        all.forEach((one) => one.find(target));
        target.scrollIntoView();
    }
    addEventListener("hashchange", goToTarget);
    // A page that is loaded again keeps the place that it was scrolled to.
    if (performance.getEntriesByType("navigation")[0]?.type === "navigate") goToTarget();
    else all.forEach((one) => one.find(document.getElementById(location.hash.slice(1))));
})();
