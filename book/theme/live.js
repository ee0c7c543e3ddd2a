// The strip at the foot of a page that this book's own server serves: what is being
// built and measured, and a button to pause it. When the page has changed, it is
// loaded again, at the same place. A published book has none of this.
(() => {
    "use strict";
    if (location.pathname.endsWith("/print.html")) return;

    const stored = (key, value) => {
        try {
            if (value === null) sessionStorage.removeItem(key);
            else if (value !== undefined) sessionStorage.setItem(key, value);
            return sessionStorage.getItem(key);
        } catch {
            return null;
        }
    };

    // The token is in the address that the server printed, and goes out of it at once.
    const [, token] = location.hash.match(/^#token=([0-9a-f]{32})$/) ?? [];
    if (token) {
        stored("book-token", token);
        history.replaceState(null, "", location.pathname + location.search);
    }

    // ---- The place on the page ----

    const marks = () => document.querySelectorAll("main [id]:not(svg *)");

    function keepPlace() {
        const above = [...marks()].filter((mark) => mark.getBoundingClientRect().top <= 1).pop();
        const focused = document.activeElement?.id;
        stored("book-place", JSON.stringify({
            page: location.pathname,
            id: above?.id,
            offset: above ? above.getBoundingClientRect().top : -scrollY,
            focused,
        }));
    }

    function restorePlace() {
        const { page, id, offset, focused } = JSON.parse(stored("book-place") ?? "{}");
        if (page !== location.pathname) return;
        const move = () => {
            const above = id ? document.getElementById(id) : null;
            const top = above ? above.getBoundingClientRect().top : -scrollY;
            scrollBy({ top: top - offset, behavior: "instant" });
        };
        move();
        if (focused) document.getElementById(focused)?.focus({ preventScroll: true });
        addEventListener("load", move);
        stored("book-place", null);
    }
    restorePlace();
    // The browser's own place is of the page as it was: not here, but for a page that
    // the reader leaves and comes back to.
    let isReloading = false;
    addEventListener("pagehide", () => {
        history.scrollRestoration = isReloading ? "manual" : "auto";
    });

    // Not while something is typed: the page waits for the end of it.
    const isTyping = () => document.activeElement?.matches("input, textarea, select");

    function reload() {
        if (isTyping()) {
            document.activeElement.addEventListener("blur", reload, { once: true });
            return;
        }
        keepPlace();
        isReloading = true;
        history.scrollRestoration = "manual";
        location.reload();
    }

    // ---- The strip ----

    const strip = document.createElement("section");
    strip.id = "live-strip";
    strip.setAttribute("aria-label", "Measurements");
    strip.innerHTML = '<p role="status"></p><p class="live-progress"></p><button type="button" hidden></button>';
    const [now, progress, button] = strip.children;
    document.querySelector(".page")?.append(strip);

    const show = (element, text) => {
        if (element.textContent !== text) element.textContent = text;
    };

    function sentence({ phase, paused, measures, chapter, experiment, trouble, edit_waits }) {
        if (edit_waits) return "An edit is shown when this experiment is measured.";
        if (phase === "building") return `Building ${chapter}`;
        if (phase === "measuring") return `Measuring ${chapter} ${experiment}`;
        if (phase === "trying") return `Your try: measuring ${chapter} ${experiment}`;
        if (!measures) return "Nothing is measured.";
        if (paused) return "Paused";
        return trouble.length ? "Not everything could be measured." : "Everything is measured.";
    }

    function details({ phase, round, note, done, total }) {
        const parts = [];
        if (phase === "measuring") parts.push(`experiment ${Math.min(done + 1, total)} of ${total}`);
        else if (total > 0) parts.push(`${done} of ${total} experiments measured`);
        if (round) parts.push(`round ${round[0]} of at most ${round[1]}`);
        else if (note) parts.push(note);
        return parts.join(", ");
    }

    function showStatus(status) {
        show(now, sentence(status));
        show(progress, details(status));
        const isBusy = (status.measures && status.paused) || !["idle", "trying"].includes(status.phase);
        button.hidden = !stored("book-token") || !isBusy;
        show(button, status.paused ? "Resume" : "Pause");
        showTrouble(status.trouble);
        showEdits(status.stale);
    }

    button.addEventListener("click", async () => {
        await post(button.textContent === "Resume" ? "resume" : "pause");
    });

    async function post(action) {
        const headers = { "X-Book-Token": stored("book-token") };
        const answer = await fetch(`/-/${action}`, { method: "POST", headers }).catch(() => null);
        if (answer?.status !== 403) return;
        stored("book-token", null);
        button.hidden = true;
        show(progress, "To do that, open the address that the server printed when it was started.");
    }

    // ---- What failed, on the pages that it concerns ----

    const boxes = document.createElement("div");
    document.querySelector("main")?.prepend(boxes);
    let shownTrouble = "[]";

    function showTrouble(trouble) {
        const page = location.pathname.replace(/^\//, "").replace(/(^|\/)$/, "$1index.html");
        const here = trouble.filter(({ pages }) => !pages || pages.includes(page));
        if (JSON.stringify(here) === shownTrouble) return;
        shownTrouble = JSON.stringify(here);
        boxes.replaceChildren(...here.map(({ title, text }) => {
            const box = document.createElement("div");
            box.className = "live-trouble";
            const heading = document.createElement("p");
            heading.textContent = title;
            const words = document.createElement("pre");
            words.tabIndex = 0;
            words.textContent = text;
            box.append(heading, words);
            return box;
        }));
    }

    // ---- Which experiments run a file that has changed and that the page lists ----

    const edits = document.createElement("div");
    boxes.after(edits);
    const paths = new Set([...document.querySelectorAll("main p.listing code")].map((code) => code.textContent));
    let shownEdits = "[]";

    function showEdits(stale) {
        const runs = ({ why }, path) => why.some((reason) => reason.includes(`\`${path}\``));
        const here = [...paths]
            .map((path) => ({ path, run: stale.filter((one) => runs(one, path)) }))
            .filter(({ run }) => run.length > 0);
        if (JSON.stringify(here) === shownEdits) return;
        shownEdits = JSON.stringify(here);
        edits.replaceChildren(...here.map(({ path, run }) => {
            const names = run.map(({ chapter, experiment }) => `${chapter} ${experiment}`).join(", ");
            const file = made("code", {}, path);
            const words = made("p", { role: "status" }, file, ` has changed since it was measured. It is run by: ${names}.`);
            const box = made("div", { class: "live-edit" }, words);
            if (!stored("book-token")) return box;
            const measure = made("button", { type: "button" }, run.length === 1 ? "Measure it next" : "Measure them next");
            measure.addEventListener("click", async () => {
                measure.disabled = true;
                for (const { chapter, experiment } of run) await post(`measure/${chapter}/${experiment}`);
            });
            box.append(measure);
            return box;
        }));
    }

    // ---- The server's events ----

    const [navigation] = performance.getEntriesByType("navigation");
    let version = navigation?.serverTiming?.find(({ name }) => name === "version")?.description;
    let events = null;

    function listen() {
        if (events || document.hidden) return;
        events = new EventSource(`/-/events?page=${encodeURIComponent(location.pathname)}`);
        events.addEventListener("reload", ({ data }) => {
            version ??= data;
            if (data !== version) {
                version = data;
                reload();
            }
        });
        events.addEventListener("status", ({ data }) => showStatus(JSON.parse(data)));
        events.onerror = () => {
            show(now, "The server has ended. The page stays as it is.");
            show(progress, "");
            button.hidden = true;
        };
    }

    // A browser has six connections to a server, so hidden pages give theirs up. They
    // catch up when they are seen again.
    function leave() {
        events?.close();
        events = null;
    }
    document.addEventListener("visibilitychange", () => (document.hidden ? leave() : listen()));
    addEventListener("pagehide", leave);
    addEventListener("pageshow", listen);
    listen();
})();
