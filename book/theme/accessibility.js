// What mdBook leaves undone for those who use a keyboard or a screen reader.

// A label may not say whether the sidebar is open, as mdBook makes it do; a
// button may.
document.getElementById("mdbook-sidebar-toggle")?.setAttribute("role", "button");

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
