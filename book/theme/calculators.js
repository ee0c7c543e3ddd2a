// Where scripts run, a law's formula becomes a calculator. It begins with values
// from the records, which the page carries as data, and draws the law as a line
// with the measured values as dots.

const LAWS = { amdahl, little };

/** The number that `show … number KEY --json` printed; `otherwise` where there is none. */
function recorded(text, otherwise) {
    try {
        return JSON.parse(text).value ?? otherwise;
    } catch {
        return otherwise;
    }
}

/** Several of them as dots: the first number in a key is the place. */
function dots(text, height) {
    const found = JSON.parse(text ?? "[]").filter(({ value }) => value > 0);
    return found.map(({ key, value }) => [Number(/\d+/.exec(key)[0]), height(value)]);
}

function written(value) {
    return value.toLocaleString("en", { maximumSignificantDigits: 3 });
}

function inTime(ms) {
    return ms < 1000 ? `${written(ms)} ms` : `${written(ms / 1000)} s`;
}

/** How fast a number of workers is, and could be at most. */
function amdahl(data) {
    const share = Math.min(Math.max(recorded(data.serial, 0.1), 0), 1);
    const speedUp = (percent, workers) => 1 / (percent / 100 + (1 - percent / 100) / workers);
    return [{
        title: "How many times as fast?",
        fields: [
            { label: "Serial part, in per cent", least: 0, most: 100, value: Number((share * 100).toFixed(1)) },
            { label: "Workers, each with a core", least: 1, most: 1e6, whole: true, value: recorded(data.workers, 2) },
        ],
        answer(percent, workers) {
            const times = speedUp(percent, workers);
            const bound = percent > 0
                ? ["With ever more workers it would come near ", [written(100 / percent)], " and never pass it."]
                : ["Without a serial part nothing bounds it."];
            return [
                "Speed-up ", [written(times)], ", efficiency ", [`${written(100 * times / workers)} %`], ". ",
                ...bound,
            ];
        },
        curve: { over: "workers", of: "speed-up", height: speedUp, dots: dots(data.measured, (ratio) => ratio) },
    }];
}

/** How many requests a second, and how many in flight that takes. */
function little(data) {
    const requests = recorded(data.requests, 100);
    const perSecond = (latency, inFlight) => inFlight / latency * 1000;
    const reached = requests / recorded(data.reached, 1e8) * 1e9;
    const latency = { label: "Latency, in milliseconds", least: 0.001, most: 1e7 };
    return [{
        title: "How many requests a second?",
        fields: [
            { ...latency, value: recorded(data.latency, 1e7) / 1e6 },
            { label: "Requests in flight", least: 1, most: 1e6, whole: true, value: recorded(data.inFlight, 5) },
        ],
        answer: (latency, inFlight) => [
            [written(perSecond(latency, inFlight))], ` requests a second. The measured pool's ${written(requests)} would take `,
            [inTime(Math.ceil(requests / inFlight) * latency)], ".",
        ],
        curve: {
            over: "requests in flight", of: "requests a second", height: perSecond,
            dots: dots(data.measured, (ns) => requests / ns * 1e9),
        },
    }, {
        title: "How many in flight?",
        fields: [
            { label: "Requests a second", least: 0.001, most: 1e9, value: Number(reached.toPrecision(3)) },
            { ...latency, value: recorded(data.reachedLatency, 1e6) / 1e6 },
        ],
        answer: (rate, latency) => [[written(rate * latency / 1000)], " requests in flight, on average."],
    }];
}

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
    place.append(...LAWS[place.dataset.law](place.dataset).map(calculator));
}
