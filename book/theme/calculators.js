// Where scripts run, a law's formula (laws.js) becomes a calculator. It begins with values
// from the records, and draws the law as a line with the measured values as dots.

/** An input's value; what is too small to matter is nothing. */
function read(input) {
    return Number(Number(input.value).toFixed(6));
}

/** What is wrong with an input; nothing if it can be used. */
function complaint({ label, least, most, whole }, input) {
    const value = read(input);
    const usable = input.value.trim() !== "" && value >= least && value <= most && (!whole || Number.isInteger(value));
    const bounds = [least, most].map((bound) => bound.toLocaleString("en"));
    return usable ? "" : `“${label}” wants a ${whole ? "whole " : ""}number from ${bounds[0]} to ${bounds[1]}.`;
}

/** The round values between two powers of ten. */
function ticks(lowest, highest) {
    const marks = highest - lowest > 2 ? [1] : [1, 2, 5];
    const every = Math.ceil((highest - lowest) / 6);
    const powers = Array.from({ length: highest - lowest + 1 }, (_, above) => lowest + above);
    return powers
        .filter((power) => (power - lowest) % every === 0)
        .flatMap((power) => marks.map((mark) => mark * 10 ** power))
        .filter((value) => value < 1.01 * 10 ** highest);
}

function short(value) {
    return value.toLocaleString("en", { notation: "compact", maximumSignificantDigits: 1 });
}

/** Draws a law over the second input, both axes logarithmic. */
function plot(svg, { over, of, height, dots }, [fixed, chosen]) {
    const [left, right, top, bottom] = [44, 310, 24, 166];
    const decades = Math.max(2, Math.ceil(Math.log10(chosen)));
    const heights = [1, 10 ** decades].map((place) => Math.log10(height(fixed, place)));
    const lowest = Math.floor(heights[0] + 1e-9);
    const highest = Math.max(Math.ceil(heights[1] - 1e-9), lowest + 1);
    const x = (place) => left + (right - left) * Math.log10(place) / decades;
    const y = (value) => {
        const up = (Math.log10(value) - lowest) / (highest - lowest);
        return bottom - (bottom - top) * Math.min(Math.max(up, 0), 1);
    };
    const label = (words, x, y, anchor) => made("text", { x, y, "text-anchor": anchor }, words);
    const grid = [
        ...ticks(0, decades).flatMap((place) => [
            made("path", { class: "grid", d: `M${x(place)},${top}V${bottom}` }),
            label(short(place), x(place), bottom + 15, "middle"),
        ]),
        ...ticks(lowest, highest).flatMap((value) => [
            made("path", { class: "grid", d: `M${left},${y(value)}H${right}` }),
            label(short(value), left - 6, y(value) + 4, "end"),
        ]),
    ];
    const steps = Array.from({ length: 61 }, (_, step) => 10 ** (decades * step / 60));
    const line = steps.map((place) => `${x(place).toFixed(1)},${y(height(fixed, place)).toFixed(1)}`);
    svg.replaceChildren(
        ...grid,
        label(of, 2, 12, "start"),
        label(over, (left + right) / 2, bottom + 31, "middle"),
        made("path", { class: "law", d: `M${line.join("L")}` }),
        ...dots.map(([place, value]) => made("circle", { class: "measured", r: 4, cx: x(place), cy: y(value) })),
        made("circle", { class: "chosen", r: 7, cx: x(chosen), cy: y(height(fixed, chosen)) }),
    );
}

function calculator({ title, fields, answer, curve }) {
    const inputs = fields.map(({ least, most, whole, value }) => made("input", {
        type: "number", min: least, max: most, step: whole ? 1 : "any", value,
    }));
    const labels = fields.map(({ label }, at) => made("label", {}, made("span", {}, label), inputs[at]));
    const output = made("output", { "aria-live": "polite" });
    const whole = made("fieldset", {}, made("legend", {}, title), ...labels, output);
    // What it shows, the sentence says.
    const svg = made("svg", { viewBox: "0 0 320 200", "aria-hidden": "true" });
    if (curve) {
        const legend = "Line: the law. Ring: the values above. Dots: measured, with the values that the page began with.";
        whole.append(svg, made("p", { class: "legend" }, legend));
    }
    function work() {
        const complaints = fields.map((field, at) => complaint(field, inputs[at]));
        complaints.forEach((words, at) => inputs[at].setAttribute("aria-invalid", words !== ""));
        const values = inputs.map(read);
        const refused = complaints.filter((words) => words !== "").join(" ");
        const parts = refused === "" ? answer(...values) : [refused];
        output.replaceChildren(...parts.map((part) => Array.isArray(part) ? made("b", {}, ...part) : part));
        svg.classList.toggle("refused", refused !== "");
        if (curve && refused === "") {
            plot(svg, curve, values);
        }
    }
    whole.addEventListener("input", work);
    work();
    return whole;
}

for (const place of document.querySelectorAll(".calculator")) {
    place.append(...laws[place.dataset.law](place.dataset).map(calculator));
}
