// Where scripts run, the reader is the scheduler of one thread: picks which ready task goes
// on, and sees what the whole takes and how late the latest beat is, beside what was
// measured. The schedule is that of the record, which the page carries as data; a beat
// takes no time in this model. Without scripts the table of what was measured remains.
(() => {
    "use strict";
    const { inTime, recorded } = laws;

    /** Two of the hearts stand for all of them: they are due together. */
    const HEARTS = ["Heart 1", "Heart 2"];

    /** The tasks from the moment at which the count begins; until then nobody was late. */
    function started({ tick, length, latency }, slice) {
        const beats = Math.floor(length / tick);
        const begin = tick * Math.floor(beats / 4) + tick / 2;
        return {
            tick, slice, end: tick * beats, now: begin, begin, latest: 0, left: latency, ran: [], beaten: [],
            count: begin, // when it became ready
            due: HEARTS.map(() => begin + tick / 2),
        };
    }

    const isReady = (game, heart) => game.due[heart] <= Math.min(game.now, game.end);
    const anyReady = (game) => HEARTS.some((_, heart) => isReady(game, heart));
    const isOver = (game) => game.left === 0 && !anyReady(game);
    /** The whole: the beats that are still due come in time. */
    const whole = (game) => Math.max(game.now, game.end);
    /** When the next beat is due that is not yet. */
    const next = ({ due, end }) => Math.min(...due.filter((at) => at <= end));

    const ACTS = {
        /** All beats that are due come at once. */
        beat(game, heart) {
            const late = game.now - game.due[heart];
            game.latest = Math.max(game.latest, late);
            game.beaten.push({ heart, due: game.due[heart], at: game.now });
            while (isReady(game, heart)) game.due[heart] += game.tick;
            return late > 0 ? `${HEARTS[heart]} beat, ${inTime(late)} late.` : `${HEARTS[heart]} beat in time.`;
        },
        /** The count has the thread until its slice ends. */
        compute(game) {
            const time = Math.min(game.slice, game.left);
            game.ran.push([game.now, game.now + time]);
            game.now += time;
            game.left -= time;
            game.count = game.now;
            return `The count had the thread for ${inTime(time)}.`;
        },
        idle(game) {
            game.now = next(game);
            return "The thread was idle until the next beat.";
        },
    };

    const firstReady = (game) => HEARTS.findIndex((_, heart) => isReady(game, heart));
    const POLICIES = {
        "A queue": (game) => {
            const heart = firstReady(game);
            if (heart >= 0 && (game.left === 0 || game.due[heart] <= game.count)) return ["beat", heart];
            return game.left > 0 ? ["compute"] : ["idle"];
        },
        "Beats before all": (game) => {
            if (anyReady(game)) return ["beat", firstReady(game)];
            const fits = game.now + Math.min(game.slice, game.left) <= next(game);
            return fits ? ["compute"] : ["idle"];
        },
    };

    /** What ran when: lanes for the count and the hearts. */
    function draw(svg, game) {
        const [left, right] = [70, 330];
        const from = game.begin - game.tick;
        const x = (at) => (left + (right - left) * (at - from) / (whole(game) - from)).toFixed(1);
        const lane = (heart) => 30 + 22 * (heart + 1);
        const line = (kind, y, begin, end) => made("path", { class: kind, d: `M${x(begin)},${y}H${x(end)}` });
        const beats = game.beaten.flatMap(({ heart, due, at }) => [
            line("late", lane(heart), due, at),
            made("path", { class: "beat", d: `M${x(at)},${lane(heart) - 8}v16` }),
        ]);
        const late = HEARTS.flatMap((_, heart) => isReady(game, heart) ? [line("late", lane(heart), game.due[heart], game.now)] : []);
        svg.replaceChildren(
            ...["The count", ...HEARTS].map((name, at) => made("text", { x: 2, y: 34 + 22 * at }, name)),
            ...game.ran.map(([begin, end]) => line("ran", 30, begin, end)),
            ...beats, ...late,
            made("path", { class: "now", d: `M${x(game.now)},16V90` }),
            made("text", { x: x(game.begin), y: 106, "text-anchor": "middle" }, inTime(game.begin)),
            made("text", { x: right, y: 106, "text-anchor": "end" }, inTime(whole(game))),
        );
    }

    function play(place) {
        const schedule = Object.fromEntries(["tick", "length", "latency"].map((name) => [name, recorded(place.dataset[name], 0) / 1e6]));
        const slices = [
            ["never yields", schedule.latency],
            ["yields at each quarter", schedule.latency / 4],
            [`yields every ${inTime(schedule.tick)}`, schedule.tick],
        ];
        const rows = place.querySelector("tbody");
        const svg = made("svg", { viewBox: "0 0 340 110", "aria-hidden": "true" });
        const said = made("p", { role: "status" });
        const choice = made("select", {}, ...slices.map(([name], at) => made("option", { value: at }, name)));
        let game;
        let picked; // who picked: the reader, a policy

        // A button keeps the focus where its task is not ready.
        function button(words, isUsable, act) {
            const element = made("button", { type: "button" }, words);
            element.addEventListener("click", () => isUsable() && act());
            return { element, refresh: () => element.setAttribute("aria-disabled", !isUsable()) };
        }
        const pick = (name, isUsable, ...act) => button(name, () => !isOver(game) && isUsable(), () => turn("You", act));
        const tasks = [
            pick("The count of primes", () => game.left > 0, "compute"),
            ...HEARTS.map((name, heart) => pick(name, () => isReady(game, heart), "beat", heart)),
            pick("Nobody: wait for a beat", () => !anyReady(game) && Number.isFinite(next(game)), "idle"),
        ];
        const rest = Object.keys(POLICIES).map((name) => button(`${name}: pick the rest`, () => !isOver(game), () => {
            while (!isOver(game)) step(name, POLICIES[name](game));
            show(`${name} picked the rest.`);
        }));

        function step(who, [act, ...which]) {
            picked.add(who);
            return ACTS[act](game, ...which);
        }
        function turn(who, act) {
            show(step(who, act));
        }
        function results() {
            const name = `${[...picked].join(", then ").toLowerCase()}; the count ${slices[choice.value][0]}`;
            rows.append(made("tr", { class: "yours" },
                made("th", { scope: "row" }, `Model: ${name}`),
                made("td", {}, inTime(whole(game))),
                made("td", {}, game.latest > 0 ? inTime(game.latest) : "none is late"),
            ));
            return ` All is done after ${inTime(whole(game))}, and the latest beat was ${inTime(game.latest)} late. The table above has it, too.`;
        }
        function ready() {
            const hearts = HEARTS.flatMap((name, heart) => isReady(game, heart) ? [`${name}, for ${inTime(game.now - game.due[heart])}`] : []);
            const count = game.left > 0 ? [`the count, with ${inTime(game.left)} to go`] : [];
            return ` It is ${inTime(game.now)}. Ready: ${[...hearts, ...count].join("; ")}.`;
        }
        function show(words) {
            said.textContent = words + (isOver(game) ? results() : ready());
            [...tasks, ...rest].forEach(({ refresh }) => refresh());
            draw(svg, game);
        }
        function restart() {
            game = started(schedule, slices[choice.value][1]);
            picked = new Set();
            show("Until now, every beat came in time.");
        }
        const again = button("Start again", () => true, restart);

        const group = (name, ...buttons) => made("div", { role: "group", "aria-label": name }, ...buttons.map(({ element }) => element));
        place.append(made("fieldset", {},
            made("legend", {}, "Who has the thread?"),
            made("label", {}, made("span", {}, "The count"), choice),
            said, group("Pick a task", ...tasks), svg, group("Or let it be picked", ...rest, again),
        ));
        choice.addEventListener("input", restart);
        restart();
    }

    document.querySelectorAll(".scheduler").forEach(play);
})();
