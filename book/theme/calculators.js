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

/** Where a curve's place lies, as a share of the width, and what stands there. */
function along({ linear, at }, fields, values) {
    if (linear) {
        const { most } = fields[at];
        const marks = [0, 20, 40, 60, 80, 100].filter((mark) => mark <= most);
        return { marks, to: (place) => place / most, from: (share) => share * most };
    }
    // There is nothing between two whole numbers.
    const decades = Math.max(2, Math.ceil(Math.log10(values[at])));
    return {
        marks: ticks(0, decades),
        to: (place) => Math.log10(place) / decades,
        from: (share) => Math.round(10 ** (decades * share)),
    };
}

const [LEFT, RIGHT, TOP, BOTTOM] = [44, 310, 24, 166];

/** Draws a law with what was measured. The heights are logarithmic, and have room for both. */
function plot(svg, curve, fields, values) {
    const { over, of, at } = curve;
    const { marks, to, from } = along(curve, fields, values);
    const height = (place) => curve.height(...values.with(at, place));
    const measured = curve.dots(...values);
    const steps = Array.from({ length: 121 }, (_, step) => from(step / 120));
    const heights = [...steps.map(height), ...measured.map(([, value]) => value)].map(Math.log10);
    // A dot may lie a little outside.
    const lowest = Math.floor(Math.min(...heights) + 0.02);
    const highest = Math.max(Math.ceil(Math.max(...heights) - 0.02), lowest + 1);
    const x = (place) => LEFT + (RIGHT - LEFT) * to(place);
    const y = (value) => BOTTOM - (BOTTOM - TOP) * (Math.log10(value) - lowest) / (highest - lowest);
    const label = (words, x, y, anchor) => made("text", { x, y, "text-anchor": anchor }, words);
    const grid = [
        ...marks.flatMap((place) => [
            made("path", { class: "grid", d: `M${x(place)},${TOP}V${BOTTOM}` }),
            label(short(place), x(place), BOTTOM + 15, "middle"),
        ]),
        ...ticks(lowest, highest).flatMap((value) => [
            made("path", { class: "grid", d: `M${LEFT},${y(value)}H${RIGHT}` }),
            label(short(value), LEFT - 6, y(value) + 4, "end"),
        ]),
    ];
    const dot = ([place, value, isChosen]) => made("circle", {
        class: isChosen ? "measured" : "measured other", r: 4, cx: x(place), cy: y(value),
    });
    const line = steps.map((place) => `${x(place).toFixed(1)},${y(height(place)).toFixed(1)}`);
    svg.replaceChildren(
        ...grid,
        label(of, 2, 12, "start"),
        label(over, (LEFT + RIGHT) / 2, BOTTOM + 31, "middle"),
        made("path", { class: "law", d: `M${line.join("L")}` }),
        ...measured.filter(([place]) => to(place) <= 1).map(dot),
        made("circle", { class: "chosen", r: 7, cx: x(values[at]), cy: y(height(values[at])) }),
    );
}

/** Lets the pointer move the ring: it sets the field that the curve is over. */
function turned(svg, { at, linear }, fields, inputs) {
    function move({ clientX }) {
        const { left, width } = svg.getBoundingClientRect();
        const share = ((clientX - left) / width * svg.viewBox.baseVal.width - LEFT) / (RIGHT - LEFT);
        const { from } = along({ at, linear }, fields, inputs.map(read));
        inputs[at].value = Number(from(Math.min(Math.max(share, 0), 1)).toFixed(1));
        inputs[at].dispatchEvent(new Event("input", { bubbles: true }));
    }
    svg.addEventListener("pointerdown", (event) => {
        svg.setPointerCapture(event.pointerId);
        move(event);
    });
    svg.addEventListener("pointermove", (event) => {
        if (svg.hasPointerCapture(event.pointerId)) move(event);
    });
}

/** What to look for, and what to say once it is found; it stays found. */
function goal({ text, reached }) {
    const said = made("span", { role: "status" });
    const item = made("li", {}, text, " ", said);
    function judge(values) {
        if (item.matches(".reached")) return;
        const words = values && reached(...values);
        item.classList.toggle("reached", Boolean(words));
        said.replaceChildren(...words ? [made("b", {}, "✓ Found."), ` ${words}`] : []);
    }
    return { item, judge };
}

function calculator({ title, fields, answer, curve, goals = [] }) {
    const inputs = fields.map(({ least, most, whole, value }) => made("input", {
        type: "number", min: least, max: most, step: whole ? 1 : "any", value,
    }));
    const labels = fields.map(({ label }, at) => made("label", {}, made("span", {}, label), inputs[at]));
    const output = made("output", { "aria-live": "polite" });
    const whole = made("fieldset", {}, made("legend", {}, title), ...labels, output);
    // What it shows, the sentence says; what moves it, the fields do.
    const svg = made("svg", { viewBox: "0 0 320 200", "aria-hidden": "true" });
    if (curve) {
        const legend = "Line: the law. Ring: the values above; drag it, or set the fields. Dots: measured; the filled ones with the values above.";
        whole.append(svg, made("p", { class: "legend" }, legend));
        turned(svg, curve, fields, inputs);
    }
    const sought = goals.map(goal);
    if (sought.length > 0) {
        whole.append(made("p", {}, "Find, by turning the values above:"), made("ul", {}, ...sought.map(({ item }) => item)));
    }
    function work() {
        const complaints = fields.map((field, at) => complaint(field, inputs[at]));
        complaints.forEach((words, at) => inputs[at].setAttribute("aria-invalid", words !== ""));
        const values = inputs.map(read);
        const refused = complaints.filter((words) => words !== "").join(" ");
        const parts = refused === "" ? answer(...values) : [refused];
        output.replaceChildren(...parts.map((part) => Array.isArray(part) ? made("b", {}, ...part) : part));
        svg.classList.toggle("refused", refused !== "");
        sought.forEach(({ judge }) => judge(refused === "" ? values : null));
        if (curve && refused === "") {
            plot(svg, curve, fields, values);
        }
    }
    whole.addEventListener("input", work);
    work();
    return whole;
}

for (const place of document.querySelectorAll("[data-law]")) {
    place.append(...laws[place.dataset.law](place.dataset).map(calculator));
}
