// The laws that calculators.js makes calculators of. A page has the measured values that a
// law needs as data: numbers as `show … number KEY --json` prints them, and sweeps as
// `show … grid --json` does. Each law makes a list of calculators:
//
// - `fields`: what the reader turns
// - `answer(...values)`: what follows, as words; in a list of its own, what stands out
// - `curve`: the law over the field `at`, on a logarithmic scale, or from nothing to the
//   most where it is `linear`. `dots(...values)` are measured: place, height, and whether
//   it was measured with these values.
// - `goals`: what to look for. `reached(...values)` is what to say once it is found; until
//   then it is nothing.
const laws = (() => {
    "use strict";

    /** A spliced number; `otherwise` where there is none. */
    function recorded(text, otherwise) {
        try {
            return JSON.parse(text).value ?? otherwise;
        } catch {
            return otherwise;
        }
    }

    /** Spliced numbers; the first number in a key is the place. */
    function numbers(text) {
        const found = JSON.parse(text).filter(({ value }) => value > 0);
        return found.map(({ key, value }) => ({ place: Number(/\d+/.exec(key)?.[0]), value }));
    }

    /** A spliced sweep over workers and latencies, in milliseconds. */
    function pools(text) {
        return JSON.parse(text).filter(({ estimate }) => estimate).map(({ settings, estimate }) => ({
            workers: settings.workers.count,
            latency: settings.latency.duration_ns / 1e6,
            time: estimate.median / 1e6,
        }));
    }

    function written(value) {
        return value.toLocaleString("en", { maximumSignificantDigits: 3 });
    }

    function inTime(ms) {
        return ms < 1000 ? `${written(ms)} ms` : `${written(ms / 1000)} s`;
    }

    const atMost = (value, bound) => value <= bound * (1 + 1e-9);
    const atLeast = (value, bound) => value >= bound * (1 - 1e-9);

    const LATENCY = { label: "Latency, in milliseconds", least: 0.001, most: 1e7 };
    const COUNT = { least: 1, most: 1e6, whole: true };

    /** How fast a number of workers is, and could be at most. */
    function amdahl(data) {
        const serial = Number((100 * Math.min(Math.max(recorded(data.serial, 0.1), 0), 1)).toFixed(1));
        const speedUp = (percent, workers) => 1 / (percent / 100 + (1 - percent / 100) / workers);
        const measured = numbers(data.measured);
        return [{
            title: "How many times as fast?",
            fields: [
                { label: "Serial part, in per cent", least: 0, most: 100, value: serial },
                { ...COUNT, label: "Workers, each with a core", value: recorded(data.workers, 2) },
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
            curve: {
                over: "workers", of: "speed-up", at: 1, height: speedUp,
                dots: (percent) => measured.map(({ place, value }) => [place, value, percent === serial]),
            },
            goals: [{
                text: "From which serial part on do 64 cores give less than 8? To a tenth of a per cent.",
                reached: (percent, workers) => workers === 64
                    && speedUp(percent, 64) < 8 && atLeast(speedUp(percent - 0.1, 64), 8)
                    && `1 / (s + (1 − s) / 64) = 8 at s = ${written(100 * (64 / 8 - 1) / (64 - 1))} %.`,
            }, {
                text: "A tenth is serial. How few workers make it nine times as fast?",
                reached: (percent, workers) => percent === 10
                    && atLeast(speedUp(10, workers), 9) && !atLeast(speedUp(10, workers - 1), 9)
                    && `The first eight times took ${Math.ceil(0.9 / (1 / 8 - 0.1) - 1e-9)} workers.`,
            }],
        }];
    }

    /** The same work, and work that grows with the workers, each fitted to what two do. */
    function workers(data) {
        const fitted = (share) => Number((100 * Math.min(Math.max(share, 0), 1)).toFixed(1));
        const [same, grown] = [recorded(data.same, 2), recorded(data.grown, 1)];
        const laws = [{
            title: "The same work: how many times as fast?", of: "speed-up",
            serial: fitted(2 / same - 1), two: same,
            height: (percent, workers) => 1 / (percent / 100 + (1 - percent / 100) / workers),
        }, {
            title: "The same time: how many times the work?", of: "times the work",
            serial: fitted(2 - 2 / grown), two: 2 / grown,
            height: (percent, workers) => percent / 100 + (1 - percent / 100) * workers,
        }];
        return laws.map(({ title, of, serial, two, height }) => ({
            title,
            fields: [
                { label: "What does not divide, in per cent", least: 0, most: 100, value: serial },
                { ...COUNT, label: "Workers, each with a core", value: 100 },
            ],
            answer: (percent, workers) => [
                [written(height(percent, workers))], " times. With two it was ", [written(two)], ", as measured.",
            ],
            curve: {
                over: "workers", of, at: 1, height,
                dots: (percent) => [[2, two, percent === serial]],
            },
        }));
    }

    /** How many requests a second, and how many in flight that takes. */
    function little(data) {
        const requests = recorded(data.requests, 100);
        const perSecond = (latency, inFlight) => inFlight / latency * 1000;
        const reached = requests / recorded(data.reached, 1e8) * 1e9;
        const measured = pools(data.measured);
        return [{
            title: "How many requests a second?",
            fields: [
                { ...LATENCY, value: recorded(data.latency, 1e7) / 1e6 },
                { ...COUNT, label: "Requests in flight", value: recorded(data.inFlight, 5) },
            ],
            answer: (latency, inFlight) => [
                [written(perSecond(latency, inFlight))], ` requests a second. The measured pool's ${written(requests)} would take `,
                [inTime(Math.ceil(requests / inFlight) * latency)], ".",
            ],
            curve: {
                over: "requests in flight", of: "requests a second", at: 1, height: perSecond,
                dots: (chosen) => measured.map(({ workers, latency, time }) => [
                    workers, requests / time * 1000, latency === chosen,
                ]),
            },
            goals: [{
                text: "Each answer takes a fifth of a second. How few in flight make a thousand requests a second?",
                reached: (latency, inFlight) => latency === 200
                    && atLeast(perSecond(200, inFlight), 1000) && !atLeast(perSecond(200, inFlight - 1), 1000)
                    && "A thousand a second, times a fifth of a second.",
            }],
        }, {
            title: "How many in flight?",
            fields: [
                { label: "Requests a second", least: 0.001, most: 1e9, value: Number(reached.toPrecision(3)) },
                { ...LATENCY, value: recorded(data.reachedLatency, 1e6) / 1e6 },
            ],
            answer: (rate, latency) => [[written(rate * latency / 1000)], " requests in flight, on average."],
        }];
    }

    /** Requests that come at once, or one by one, and wait for a worker. */
    function queue(data) {
        const measured = pools(data.measured);
        const all = recorded(data.requests, 100);
        // A worker's next request begins when the one before is answered, and has come.
        const turn = (every, latency, workers) => Math.max(latency, every * workers);
        const total = (requests, every, latency, workers) => {
            const last = requests - 1;
            return last % workers * every + Math.floor(last / workers) * turn(every, latency, workers) + latency;
        };
        const longestWait = (requests, every, latency, workers) =>
            Math.floor((requests - 1) / workers) * (turn(every, latency, workers) - every * workers);
        return [{
            title: "How long does it take, and who waits?",
            fields: [
                { ...COUNT, label: "Requests", value: all },
                { label: "One comes every so many milliseconds (0: all at once)", least: 0, most: 1e6, value: 0 },
                { ...LATENCY, value: recorded(data.latency, 1e7) / 1e6 },
                { ...COUNT, label: "Workers", value: recorded(data.workers, 5) },
            ],
            answer(requests, every, latency, workers) {
                const wait = longestWait(requests, every, latency, workers);
                const busy = latency / (every * workers);
                const load = every === 0 ? [] : [
                    " Work comes for ", [`${written(100 * busy)} %`], " of the workers",
                    busy > 1 ? ": the longer it goes on, the longer is the queue." : ".",
                ];
                return [
                    "All of it takes ", [inTime(total(requests, every, latency, workers))], ". ",
                    ...wait > 0 ? ["The last request waits ", [inTime(wait)], " for a worker."] : ["None waits for a worker."],
                    ...load,
                ];
            },
            curve: {
                over: "workers", of: "time for all of it, in milliseconds", at: 3, height: total,
                dots: (requests, every, chosen) => measured.map(({ workers, latency, time }) => [
                    workers, time, requests === all && every === 0 && latency === chosen,
                ]),
            },
            goals: [{
                text: "All at once: how few workers take a tenth of the time that one takes?",
                reached(requests, every, latency, workers) {
                    const tenth = total(requests, 0, latency, 1) / 10;
                    const waves = (workers) => Math.ceil(requests / workers);
                    return every === 0 && workers > 1
                        && atMost(total(requests, 0, latency, workers), tenth)
                        && !atMost(total(requests, 0, latency, workers - 1), tenth)
                        && `One less leaves ${written(waves(workers - 1))} waves of requests; these take ${written(waves(workers))}.`;
                },
            }, {
                text: "A request a millisecond: how few workers leave none of them waiting?",
                reached: (requests, every, latency, workers) => every === 1 && workers < requests
                    && longestWait(requests, 1, latency, workers) === 0
                    && (workers === 1 || longestWait(requests, 1, latency, workers - 1) > 0)
                    && `In a latency of ${inTime(latency)} as many come: the number in flight is the rate times the latency.`,
            }],
        }];
    }

    /** What a server's pauses do: to single requests, and to the whole of a closed loop. */
    function pauses(data) {
        const [period, pause, latency] = [data.period, data.pause, data.latency].map((text) => recorded(text, 1e7) / 1e6);
        const share = Number((100 * pause / period).toFixed(3));
        // The worst has no number in its key: none is slower.
        const measured = numbers(data.measured).map(({ place, value }) => [place || 100, value / 1e6]);
        const wait = (share, period, percentile) => Math.max(0, period * (share + percentile - 100) / 100);
        const stretch = (share) => 100 / (100 - share);
        const SHARE = { label: "Share of the time in pauses, in per cent", least: 0, value: share };
        return [{
            title: "How long does a request take?",
            fields: [
                { ...SHARE, most: 100 },
                { label: "From one pause to the next, in milliseconds", least: 0.001, most: 1e6, value: period },
                { label: "Percentile", least: 0, most: 100, value: 90 },
            ],
            answer: (share, period, percentile) => [
                [`${written(share)} %`], " of the requests meet a pause. At this percentile a request waits for ",
                [inTime(wait(share, period, percentile))], " of it.",
            ],
            curve: {
                over: "per cent of the time in pauses", of: "milliseconds until the answer", at: 0, linear: true,
                height: (...values) => latency + wait(...values),
                dots: (_, chosen, percentile) => measured.map(([place, time]) => [
                    share, time, chosen === period && place === percentile,
                ]),
            },
            goals: [{
                text: "From which share on does the 99th percentile meet a pause? To a tenth of a per cent.",
                reached: (share, period, percentile) => percentile === 99
                    && wait(share, period, 99) > 0 && wait(share - 0.1, period, 99) === 0
                    && "One request in a hundred is above it: from 1 % on, that one waits.",
            }],
        }, {
            title: "How long does the closed loop take?",
            fields: [{ ...SHARE, most: 99 }],
            answer: (share) => [[written(stretch(share))], " times the time that it would take without pauses."],
            curve: {
                over: "per cent of the time in pauses", of: "times as long", at: 0, linear: true, height: stretch,
                dots: (chosen) => [[share, recorded(data.stretched, 0), chosen === share]].filter(([, times]) => times > 0),
            },
            goals: [{
                text: "From which share on does it take more than four times as long? To one per cent.",
                reached: (share) => stretch(share) > 4 && atMost(stretch(share - 1), 4)
                    && "1 / (1 − ρ) = 4 at three quarters. The last quarter has all the rest.",
            }],
        }];
    }

    return { amdahl, workers, little, queue, pauses, recorded, inTime };
})();
