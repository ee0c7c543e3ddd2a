// The scripts of the book make elements with this. It comes before them in book.toml.

/** An element, or a drawing's, with attributes and children. */
function made(name, attributes = {}, ...children) {
    const isDrawn = ["svg", "g", "path", "circle", "text"].includes(name);
    const element = isDrawn
        ? document.createElementNS("http://www.w3.org/2000/svg", name)
        : document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) {
        element.setAttribute(key, value);
    }
    element.append(...children);
    return element;
}
