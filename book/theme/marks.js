// What the reader guessed, on the page's own charts: a ring where the guess would stand.
// A chart says in its `data-scale` where what stands (crates/chart/src/scale.rs).
const marks = (() => {
    "use strict";
    const guessed = [];

    /** Where a value stands on a chart, and the sign that points to it beyond the axis. */
    function place({ upright, logarithmic, range, pixels, places }, at, value) {
        const scaled = of => logarithmic ? Math.log(of) : of;
        const [low, high, its] = [...range, value].map(scaled);
        const part = (its - low) / (high - low);
        const [first, last] = pixels;
        const along = first + (last - first) * Math.min(1, Math.max(0, part));
        const across = places[at];
        const beyond = part < 0 ? (upright ? " ↓" : " ←") : part > 1 ? (upright ? " ↑" : " →") : "";
        return { x: upright ? across : along, y: upright ? along : across, beyond };
    }

    /** Draws a guess on a chart that shows what it is about; else nothing. */
    function draw(svg, { asked, guess, words }) {
        const scale = JSON.parse(svg.dataset.scale);
        const mark = asked.marks.find(({ at }) => at in scale.places);
        if (!mark) return;
        const off = guess / asked.answer.median;
        const { x, y, beyond } = place(scale, mark.at, mark.divided ? mark.value / off : mark.value * off);
        const toTheLeft = x > svg.viewBox.baseVal.width / 2;
        svg.append(made("g", { class: "guess-mark" },
            made("circle", { cx: x, cy: y, r: 9 }),
            made("text", { x: toTheLeft ? x - 14 : x + 14, y: y + 4, "text-anchor": toTheLeft ? "end" : "start" },
                `your guess${beyond}`),
        ));
        // The drawing is an image: this is for all who do not see it, too. Once for both widths.
        if (svg.matches(".narrow")) return;
        const far = beyond && ", beyond the end of the axis";
        svg.closest("figure").querySelector("figcaption")
            .append(made("span", { class: "guess-mark" }, ` Ring: your guess for “${mark.label}”, ${words}${far}.`));
    }

    /** Draws all guesses anew: a chart may have taken another's place. */
    function show() {
        document.querySelectorAll("main .guess-mark").forEach((mark) => mark.remove());
        for (const one of guessed) {
            const id = `chart-${one.asked.experiment.replace("/", "-")}-`;
            document.querySelectorAll(`main svg[data-scale][aria-labelledby^="${id}"]`).forEach((svg) => draw(svg, one));
        }
    }

    /** Marks a guess of a ratio that the record answers. */
    function mark(asked, guess, words) {
        guessed.push({ asked, guess, words });
        show();
    }

    return { mark, show };
})();
