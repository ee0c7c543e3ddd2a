// What the reader guessed: kept in the browser, judged in words against the record on the
// page, and listed on the page of surprises. predict.js asks.
const guesses = (() => {
    "use strict";
    const KEPT = "concurrency-measured-guesses";
    // How near is right, where the interval is narrower.
    const NEAR = 1.5;
    // Nothing surprises more than this; a value of nought would, without end.
    const MOST = 1e6;

    /** What is kept under a key; writes it, or removes it where it is null. Where the
     * browser keeps nothing, the page itself does until it is left. */
    const own = {};
    function stored(storage, key, value) {
        if (value !== undefined) own[key] = value;
        try {
            if (value === null) window[storage].removeItem(key);
            else if (value !== undefined) window[storage].setItem(key, value);
            return window[storage].getItem(key);
        } catch {
            return own[key] ?? null;
        }
    }

    /** All guesses, by chapter/experiment/name. A draft has no judgement. */
    function all() {
        try {
            return JSON.parse(stored("localStorage", KEPT)) ?? {};
        } catch {
            return {};
        }
    }

    function keep(name, guess) {
        stored("localStorage", KEPT, JSON.stringify({ ...all(), [name]: guess }));
    }

    const digits = (value, most = 3) => value.toLocaleString("en", { maximumSignificantDigits: most });

    /** How far apart two values are: 4 where one is four times the other. */
    function apart(one, other) {
        const ratio = Math.max(one / other, other / one);
        return Number.isFinite(ratio) ? Math.min(ratio, MOST) : MOST;
    }

    const right = (words) => ({ words, off: 1, right: true });
    const wrong = (words, off) => ({ words, off, right: false });
    const open = (words) => ({ words, off: 1 });

    const JUDGES = {
        ratio({ answer: { median, low, high }, unit }, guess) {
            const where = low === null
                ? `the median is ${digits(median)}${unit}`
                : `the interval is ${digits(low)} to ${digits(high)}`;
            if (low !== null && low <= guess && guess <= high) return right(`Right: ${where}.`);
            if (!(median > 0)) return wrong(`Too high: ${where}.`, MOST);
            const off = apart(guess, median);
            if (off <= NEAR) return right(`Right, within a factor of ${NEAR}: ${where}.`);
            return wrong(`${digits(off, 2)} times too ${guess > median ? "high" : "low"}; ${where}.`, off);
        },

        // Rows that cannot be told from their neighbours share their places.
        order({ answer }, guess) {
            const first = [];
            answer.forEach(({ alike }, at) => first.push(alike ? first[at - 1] : at));
            const place = (key) => answer.findIndex((row) => row.key === key);
            const inPlace = guess.filter((key, at) => first[place(key)] === first[at]).length;
            const pairs = guess.flatMap((before, at) => guess.slice(at + 1).map((after) => [place(before), place(after)]));
            const [worst] = pairs
                .filter(([before, after]) => first[before] > first[after])
                .map(([before, after]) => ({
                    before: answer[before],
                    after: answer[after],
                    off: apart(answer[before].median, answer[after].median),
                }))
                .sort((one, other) => other.off - one.off);
            const words = `${inPlace} of ${guess.length} in place`;
            if (!worst) return right(`Right: ${words}.`);
            const { before, after, off } = worst;
            return wrong(`${words}. You put “${before.label}” before “${after.label}”, but the first is ${digits(off, 2)}× the second.`, off);
        },

        choice({ answer }, guess) {
            const [best] = answer;
            const chosen = answer.find(({ key }) => key === guess);
            if (chosen === best) return right("Right.");
            if (chosen.alike) return right(`Right: it cannot be told from “${best.label}”.`);
            const off = apart(chosen.median, best.median);
            return wrong(`Wrong: it is “${best.label}”, by a factor of ${digits(off, 2)}.`, off);
        },

        verdict({ answer: { verdict, beyond } }, guess) {
            const truth = { holds: "yes", does_not_hold: "no" }[verdict];
            if (!truth) return open("Neither right nor wrong: this record does not decide it.");
            if (truth === guess) return right("Right.");
            return wrong(`Wrong: the answer is ${truth}.`, apart(beyond ?? 1, 1));
        },
    };

    /** What a record says of a guess: in words, how many times off it is, whether right. */
    function judge(asked, guess) {
        if (asked.answer.unknown) return open("Not judged yet: this record has no answer.");
        return JUDGES[asked.kind](asked, guess);
    }

    // ---- The page that lists them ----

    const list = document.getElementById("surprises");
    const withoutGuesses = list?.innerHTML;

    /** `then` is what the record said when the guess was made. */
    function surprise({ text, said, measured, then, judgement, page, title, question, why }) {
        const links = made("p", {}, made("a", { href: `${page}#${question}` }, title));
        if (why) links.append(" · ", made("a", { href: `${page}#${why}` }, "Why"));
        const before = then === measured ? [] : [made("p", {}, `When you guessed, the record said: ${then}`)];
        return made("li", {},
            made("p", {}, made("b", {}, text)),
            made("p", {}, `You: ${said}`),
            made("p", {}, `Measured: ${measured}`),
            made("p", {}, judgement.words),
            ...before, links,
        );
    }

    function show() {
        const judged = Object.values(all()).filter(({ judgement }) => judgement);
        if (judged.length === 0) {
            list.innerHTML = withoutGuesses;
            return;
        }
        const byOff = (one, other) => other.judgement.off - one.judgement.off;
        const part = (title, those) => those.length === 0 ? [] : [
            made("h2", {}, `${title} (${those.length})`),
            made("ol", {}, ...those.sort(byOff).map(surprise)),
        ];
        const clear = made("button", { type: "button" }, "Forget all my guesses");
        clear.addEventListener("click", () => {
            stored("localStorage", KEPT, null);
            show();
            list.tabIndex = -1;
            list.focus();
        });
        list.replaceChildren(
            ...part("Surprises", judged.filter((one) => one.judgement.right === false)),
            ...part("Guessed right", judged.filter((one) => one.judgement.right)),
            ...part("Not decided", judged.filter((one) => one.judgement.right === undefined)),
            made("p", {}, clear),
        );
    }
    // Also when the browser goes back to the page, which it may have kept as it was.
    if (list) addEventListener("pageshow", show);

    return { all, keep, stored, digits, judge };
})();
