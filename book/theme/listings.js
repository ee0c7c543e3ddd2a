// One listing at a time. Where scripts run, a section with many listings folds all but
// its first, and a link to a listing opens it. A listing can also be shown as what it
// changes in an earlier one of the same folder. Nothing is stored: a page that is
// loaded again begins anew. On paper, and on the page for printing, all is open.
(() => {
    "use strict";
    if (location.pathname.endsWith("/print.html")) return;

    /** A section with more listings than this folds them. */
    const FEW = 3;

    /** So much of a listing has to be left in another that is shown as a change of it. */
    const ALIKE = 0.25;

    // Folded code is still found by the browser's own search, where that can open it.
    const FOLDED = "onbeforematch" in document.body ? "until-found" : "";

    // ---- What differs ----

    /** The lines of two texts in order: in both (`span`), in the first (`del`) or the second (`ins`). */
    function difference(before, after) {
        // How many lines the rests from here on have in common.
        const common = Array.from({ length: before.length + 1 }, () => Array(after.length + 1).fill(0));
        for (let i = before.length - 1; i >= 0; i--) {
            for (let j = after.length - 1; j >= 0; j--) {
                common[i][j] = before[i] === after[j]
                    ? common[i + 1][j + 1] + 1
                    : Math.max(common[i + 1][j], common[i][j + 1]);
            }
        }
        const lines = [];
        for (let [i, j] = [0, 0]; i < before.length || j < after.length;) {
            const [isOld, isNew] = [i < before.length, j < after.length];
            if (isOld && isNew && before[i] === after[j]) {
                lines.push(["span", before[i++]]);
                j++;
            } else if (isOld && (!isNew || common[i + 1][j] >= common[i][j + 1])) {
                lines.push(["del", before[i++]]);
            } else {
                lines.push(["ins", after[j++]]);
            }
        }
        return lines;
    }

    /** Whether enough of one text is left in the other; brackets alone say nothing. */
    function isAlike(before, after) {
        const telling = before.filter((line) => /\w/.test(line));
        const kept = difference(telling, after).filter(([kind]) => kind === "span");
        return kept.length >= ALIKE * telling.length;
    }

    /** A listing as a change of another: told by signs, by words and by colour. */
    function change(base, listing) {
        const [signs, words] = [{ span: "  ", del: "- ", ins: "+ " }, { del: "Removed: ", ins: "Added: " }];
        const code = made("code", { class: "hljs" });
        for (const [kind, line] of difference(base.lines, listing.lines)) {
            if (code.lastChild?.localName !== kind) {
                code.append(made(kind));
                if (words[kind]) code.lastChild.append(made("span", { class: "unseen" }, words[kind]));
            }
            code.lastChild.append(made("span", { class: "sign", "aria-hidden": "true" }, signs[kind]), `${line}\n`);
        }
        const [minus, plus] = [made("b", {}, "-"), made("b", {}, "+")];
        const legend = ["Lines with ", minus, ` are only in ${base.file}, lines with `, plus, ` only in ${listing.file}.`];
        return made("div", { class: "listing-change" }, made("p", {}, ...legend), made("pre", {}, code));
    }

    // ---- The listings of the page, section by section ----

    function read(caption) {
        const codes = [];
        for (let next = caption.nextElementSibling; next?.matches("pre"); next = next.nextElementSibling) {
            next.classList.add("listing-code");
            codes.push(next);
        }
        const [, folder, file] = /^(.*?)([^/]*)$/.exec(caption.textContent.trim());
        const text = codes.map((code) => code.querySelector("code").textContent.trimEnd()).join("\n\n");
        return { caption, codes, folder, file, lines: text.split("\n"), isOpen: true, showsChange: false };
    }

    const sections = [];
    for (const element of document.querySelectorAll("main :is(h1, h2, h3, h4), main p.listing:has(+ pre)")) {
        if (element.matches("p.listing")) sections.at(-1)?.listings.push(read(element));
        else sections.push({ heading: element, listings: [] });
    }
    const all = sections.flatMap(({ listings }) => listings);

    let isPrinting = false;
    let latest = null; // what was opened last, and was not open before
    let frame;

    function show({ caption, codes, changed, fold, toggle, isOpen, showsChange }) {
        for (const code of codes) {
            code.hidden = showsChange && isOpen && !isPrinting;
            if (!isOpen && !isPrinting) code.setAttribute("hidden", FOLDED);
        }
        if (changed) changed.hidden = !showsChange || !isOpen || isPrinting;
        caption.classList.toggle("folded", !isOpen);
        fold?.setAttribute("aria-expanded", isOpen);
        toggle?.setAttribute("aria-pressed", showsChange);
    }

    function setOpen(listing, isOpen) {
        if (isOpen && !listing.isOpen) latest = listing;
        if (!isOpen && listing === latest) latest = null;
        listing.isOpen = isOpen;
        show(listing);
        listing.opened?.();
        // accessibility.js looks once more at what is too wide.
        cancelAnimationFrame(frame);
        frame = requestAnimationFrame(() => dispatchEvent(new Event("resize")));
    }

    // ---- Their toolbars ----

    function addFold(listing) {
        const path = listing.caption.querySelector("code");
        listing.fold = made("button", { type: "button", class: "fold" });
        path.replaceWith(listing.fold);
        listing.fold.append(path);
        listing.fold.addEventListener("click", () => setOpen(listing, !listing.isOpen));
        for (const code of listing.codes) {
            code.addEventListener("beforematch", () => {
                listing.showsChange = false;
                setOpen(listing, true);
            });
        }
    }

    function addTools(listing, base) {
        const { caption, codes, file } = listing;
        caption.classList.add("with-tools");
        if (caption.id) {
            const link = { href: `#${caption.id}`, class: "tool", "aria-label": `Link to ${file}` };
            caption.append(made("a", link, "Link"));
        }
        if (!base) return;
        listing.toggle = made("button", { type: "button", class: "tool" }, `What changes against ${base.file}`);
        caption.append(listing.toggle);
        listing.toggle.addEventListener("click", () => {
            // On a folded listing this asks to see the change, whatever was seen before.
            listing.showsChange = !listing.isOpen || !listing.showsChange;
            if (!listing.changed) codes.at(-1).after(listing.changed = change(base, listing));
            setOpen(listing, true);
        });
    }

    function addOpenAll(heading, folding) {
        const button = made("button", { type: "button", class: "tool" });
        const isAnyFolded = () => folding.some(({ isOpen }) => !isOpen);
        button.addEventListener("click", () => {
            const isOpen = isAnyFolded();
            for (const listing of folding) setOpen(listing, isOpen);
            latest = null; // so many are open on purpose: a link closes none of them
        });
        for (const listing of folding) {
            listing.opened = () => {
                button.textContent = isAnyFolded() ? "Open all listings" : "Fold all listings but the first";
            };
            setOpen(listing, false);
        }
        heading.after(made("p", { class: "open-all" }, button));
    }

    for (const { heading, listings } of sections) {
        const folding = listings.length > FEW ? listings.slice(1) : [];
        folding.forEach(addFold);
        listings.forEach((listing, at) => {
            const before = listings.slice(0, at).filter(({ folder }) => folder === listing.folder);
            addTools(listing, before.find(({ lines }) => isAlike(lines, listing.lines)));
        });
        if (folding.length > 0) addOpenAll(heading, folding);
    }

    // ---- Links to them ----

    const linked = () => all.find(({ caption }) => caption.id && `#${caption.id}` === location.hash);

    function follow() {
        const listing = linked();
        if (!listing) return;
        if (latest && latest !== listing) setOpen(latest, false);
        setOpen(listing, true);
        listing.caption.scrollIntoView();
        listing.caption.tabIndex = -1;
        (listing.fold ?? listing.caption).focus({ preventScroll: true });
    }

    addEventListener("hashchange", follow);
    // The link that was followed last, once more: that changes no address.
    document.addEventListener("click", (event) => {
        const href = event.target.closest("a[href]")?.getAttribute("href");
        const isHere = href && new URL(href, location.href).href === location.href;
        if (isHere && !event.ctrlKey && !event.metaKey && !event.shiftKey) setTimeout(follow);
    });
    if (linked()) setOpen(linked(), true);
    // A page that is loaded again, or come back to, keeps its place and its focus.
    const [navigation] = performance.getEntriesByType("navigation");
    if (navigation?.type === "navigate") addEventListener("load", follow);

    // ---- On paper ----

    for (const [event, isNow] of [["beforeprint", true], ["afterprint", false]]) {
        addEventListener(event, () => {
            isPrinting = isNow;
            all.forEach(show);
        });
    }
})();
