// The form of a question: fields for each kind of guess, and what is said of a guess once
// it is made. What it needs, the question carries as JSON, by
// crates/show/src/parts/predict.rs.
const questions = (() => {
    "use strict";
    const { digits } = guesses;

    function button(text, act, attributes = {}) {
        const element = made("button", { type: "button", ...attributes }, text);
        element.addEventListener("click", act);
        return element;
    }

    const FIELDS = {
        ratio({ unit }, drafted) {
            const slider = made("input", {
                type: "range", min: -2, max: 4, step: 0.05, value: drafted ? Math.log10(drafted) : 0,
                "aria-label": "Your guess, on a logarithmic scale",
            });
            const number = made("input", {
                type: "number", min: 0.000001, step: "any", inputmode: "decimal", required: "", value: drafted ?? "",
            });
            const say = () => slider.setAttribute("aria-valuetext", number.value === "" ? "no guess yet" : number.value + unit);
            slider.addEventListener("input", () => {
                number.value = Number((10 ** slider.value).toPrecision(2));
                say();
            });
            number.addEventListener("input", () => {
                if (number.value > 0) slider.value = Math.log10(number.value);
                say();
            });
            say();
            const marks = [0.01, 0.1, 1, 10, 100, 1000, 10000].map((mark) => made("span", {}, digits(mark)));
            return {
                parts: [
                    made("div", { class: "scale" }, slider, made("div", { "aria-hidden": "true" }, ...marks)),
                    made("label", {}, "Your guess", made("span", {}, number, ` ${unit.trim()}`)),
                ],
                read: () => number.value > 0 ? Number(number.value) : null,
            };
        },

        order({ options }, drafted) {
            const heard = made("span", { class: "heard", role: "status" });
            const list = made("ol", {});
            const labels = new Map(options.map(({ key, label }) => [key, label]));
            const changed = () => list.dispatchEvent(new Event("input", { bubbles: true }));
            function move(item, by, from) {
                if (by < 0) item.previousElementSibling?.before(item);
                else item.nextElementSibling?.after(item);
                from.focus(); // which it loses when it moves
                const place = [...list.children].indexOf(item) + 1;
                heard.textContent = `${labels.get(item.dataset.key)}: ${place} of ${options.length}`;
                changed();
            }
            for (const key of drafted ?? options.map((option) => option.key)) {
                const label = labels.get(key);
                const item = made("li", { "data-key": key });
                const step = (by, sign, words) => button(sign, ({ currentTarget }) => move(item, by, currentTarget), {
                    "aria-label": `Move “${label}” ${words}`,
                });
                item.append(made("div", {},
                    made("span", { class: "grip", "aria-hidden": "true" }, "⠿"), made("span", {}, label),
                    step(-1, "↑", "up"), step(1, "↓", "down"),
                ));
                list.append(item);
            }
            let dragged = null;
            list.addEventListener("pointerdown", ({ target, pointerId }) => {
                if (target.closest("button")) return;
                dragged = target.closest("li");
                dragged?.classList.add("dragged");
                list.setPointerCapture(pointerId);
            });
            list.addEventListener("pointermove", ({ clientY }) => {
                if (!dragged) return;
                const middle = (item) => (item.getBoundingClientRect().top + item.getBoundingClientRect().bottom) / 2;
                const next = [...list.children].find((item) => item !== dragged && middle(item) > clientY) ?? null;
                if (dragged.nextElementSibling === next) return;
                list.insertBefore(dragged, next);
                changed();
            });
            for (const end of ["pointerup", "pointercancel"]) {
                list.addEventListener(end, () => {
                    dragged?.classList.remove("dragged");
                    dragged = null;
                });
            }
            return { parts: [list, heard], read: () => [...list.children].map((item) => item.dataset.key) };
        },

        choice({ options, name }, drafted) {
            const radios = options.map(({ key, label }) => {
                const radio = made("input", { type: "radio", name, value: key, required: "" });
                radio.checked = key === drafted;
                return made("label", {}, radio, label);
            });
            const all = made("div", { class: "choices" }, ...radios);
            return { parts: [all], read: () => all.querySelector(":checked")?.value ?? null };
        },

        verdict: ({ name }, drafted) => FIELDS.choice({ name, options: YES_OR_NO }, drafted),
    };
    const YES_OR_NO = [{ key: "yes", label: "Yes" }, { key: "no", label: "No" }];

    /** A guess in words. */
    function said({ kind, options, unit }, guess) {
        if (kind === "ratio") return digits(guess) + unit;
        const label = (key) => [...options, ...YES_OR_NO].find((option) => option.key === key).label;
        return [guess].flat().map(label).join(" < ");
    }

    /** Whether a guess that was kept is still one of this question. */
    function fits({ kind, options }, guess) {
        const keys = kind === "verdict" ? ["yes", "no"] : options.map(({ key }) => key);
        if (kind === "ratio") return guess > 0;
        if (kind !== "order") return keys.includes(guess);
        return guess?.length === keys.length && keys.every((key) => guess.includes(key));
    }

    /** The interval, the median and the guess on a logarithmic axis. */
    function scale({ answer: { median, low, high } }, guess, words) {
        const bounds = [low > 0 ? low : median, high ?? median];
        const logs = [...bounds, guess].map(Math.log);
        const [least, most] = [Math.min(...logs) - 0.3, Math.max(...logs) + 0.3];
        const x = (value) => 10 + 300 * (Math.log(value) - least) / (most - least);
        const label = (text, value, y) => {
            const anchor = x(value) < 80 ? "start" : x(value) > 240 ? "end" : "middle";
            return made("text", { x: x(value), y, "text-anchor": anchor }, text);
        };
        const [from, to] = bounds.map(x);
        return made("svg", { viewBox: "0 0 320 60", role: "img", "aria-label": `On a logarithmic axis: ${words}` },
            made("path", { class: "axis", d: "M10,30H310" }),
            made("path", { class: "interval", d: `M${from - 1},30H${to + 1}` }),
            made("path", { class: "median", d: `M${x(median)},23l6,7l-6,7l-6,-7z` }),
            made("circle", { class: "guess", cx: x(guess), cy: 30, r: 7 }),
            label("measured", median, 15),
            label("your guess", guess, 54),
        );
    }

    /** Makes a form of a question; `whenGuessed` hears that there is a guess. */
    function ask(item, why, whenGuessed) {
        const asked = JSON.parse(item.dataset.guess);
        const name = `${asked.experiment}/${asked.name}`;
        const question = item.querySelector(".question");
        question.id = `${item.id}-question`;
        item.classList.add("asked");

        function judged(guess, then) {
            const judgement = guesses.judge(asked, guess);
            const words = said(asked, guess);
            guesses.keep(name, {
                guess, then, judgement, why, said: words, measured: asked.words, text: question.textContent,
                page: location.pathname.split("/").pop(), title: document.querySelector("main h1").textContent, question: item.id,
            });
            const shown = made("div", { class: "judged", tabindex: -1 },
                made("p", {}, "Your guess: ", made("b", {}, words), ". ", judgement.words));
            if (asked.answer.median > 0) {
                shown.append(scale(asked, guess, `your guess ${words}, measured ${asked.words}`));
                marks.mark(asked, guess, words);
            }
            if (then !== asked.words) {
                shown.append(made("p", {}, `When you guessed, the record said: ${then}`));
            }
            const answer = item.querySelector("details.answer");
            answer.open = true;
            answer.before(shown);
            item.classList.add("guessed");
            return shown;
        }

        const { guess, then, judgement, draft } = guesses.all()[name] ?? {};
        if (judgement && fits(asked, guess)) {
            judged(guess, then);
            return;
        }
        const { parts, read } = FIELDS[asked.kind](
            { ...asked, name: item.id }, fits(asked, draft) ? draft : undefined);
        const form = made("form", { class: "guess" }, made("fieldset", { "aria-labelledby": question.id },
            ...parts, made("button", { type: "submit" }, "This is my guess")));
        // A page that is loaded again, for new numbers, keeps what was begun.
        form.addEventListener("input", () => guesses.keep(name, { draft: read() }));
        form.addEventListener("submit", (event) => {
            event.preventDefault();
            const shown = judged(read(), asked.words);
            form.remove();
            shown.focus({ preventScroll: true });
            whenGuessed();
        });
        item.querySelector("details.answer").before(form);
    }

    return { ask, button };
})();
