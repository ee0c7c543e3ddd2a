// What mdBook leaves undone for those who use a keyboard or a screen reader.

// A label cannot have the focus, nor may it say whether the sidebar is open, as mdBook
// makes it do. A button in its place can and may.
function makeButtonOf(label) {
    const [title, controls] = ["title", "aria-controls"].map((name) => label.getAttribute(name));
    const button = made("button", {
        type: "button", class: label.className, title, "aria-label": title, "aria-controls": controls,
    }, ...label.childNodes);
    const tell = () => button.setAttribute("aria-expanded", label.getAttribute("aria-expanded"));
    tell();
    new MutationObserver(tell).observe(label, { attributeFilter: ["aria-expanded"] });
    button.addEventListener("click", () => label.click());
    label.style.display = "none";
    label.before(button);
}
const sidebarToggle = document.getElementById("mdbook-sidebar-toggle");
if (sidebarToggle) makeButtonOf(sidebarToggle);

// Wide listings and tables scroll sideways. The arrow keys can do that only
// once the element has the focus.
function letKeysScroll() {
    for (const wide of document.querySelectorAll("main pre > code, main .table-wrapper")) {
        if (wide.scrollWidth > wide.clientWidth) {
            wide.tabIndex = 0;
        } else {
            wide.removeAttribute("tabindex");
        }
    }
}
letKeysScroll();
addEventListener("load", letKeysScroll);
addEventListener("resize", letKeysScroll);
