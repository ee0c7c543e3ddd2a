// Of several timelines a page shows the first. Where scripts run, a slider
// chooses: the arrow keys move it, and its value is the strategy's name.

for (const figure of document.querySelectorAll("figure.timelines")) {
    const timelines = [...figure.querySelectorAll(".timeline")];
    const slider = document.createElement("input");
    slider.type = "range";
    slider.min = 0;
    slider.max = timelines.length - 1;
    slider.value = 0;
    slider.setAttribute("aria-label", "Which strategy's timeline is shown");
    const chosen = document.createElement("output");

    function show() {
        const index = Number(slider.value);
        timelines.forEach((timeline, at) => { timeline.hidden = at !== index; });
        const label = timelines[index].dataset.label;
        slider.setAttribute("aria-valuetext", label);
        chosen.textContent = `${label} (${index + 1} of ${timelines.length})`;
    }

    slider.addEventListener("input", show);
    show();
    const chooser = document.createElement("div");
    chooser.className = "chooser";
    chooser.append(slider, chosen);
    figure.prepend(chooser);
}
