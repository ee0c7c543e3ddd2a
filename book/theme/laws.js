// The laws that calculators.js makes calculators of: what the reader turns, what follows
// from it, and the measured values beside it, which the page carries as data.
const laws = (() => {
    "use strict";

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

    return { amdahl, little };
})();
