//! The charts that `README.md` shows are drawn from the records as they are.

use std::fs;

use regex::Regex;
use show::parts::What;
use show::{Format, Library, View};

#[test]
fn the_charts_of_the_readme_are_those_of_the_records_on_light_and_dark_paper() {
    let root = show::library::checkout().expect("here");
    let library = Library::open(&root).expect("it opens");
    let read = |file: &str| {
        let text = fs::read_to_string(root.join(file));
        text.unwrap_or_else(|error| panic!("{file}: {error}: `cargo xtask draw`"))
    };
    let readme = read("README.md");
    let chart = Regex::new(r#"src="charts/([\w-]+)/([\w-]+)/([\w-]+)\.svg""#);
    let chart = chart.expect("valid");
    let colour = Regex::new("#[0-9A-F]{6}").expect("valid");
    let outline = |svg: &str| colour.replace_all(svg, "").trim_end().to_owned();
    let mut charts = 0;
    for found in chart.captures_iter(&readme) {
        let (machine, chapter, experiment) = (&found[1], &found[2], &found[3]);
        let view = View {
            machine: Some(machine.parse().expect("a machine's name")),
            strictly: true,
            is_page: false,
            format: Format::Text,
        };
        let drawn = library.part(chapter, experiment, What::Chart, None, &view);
        let drawn = drawn.expect("drawn");
        let light = format!("charts/{machine}/{chapter}/{experiment}.svg");
        let dark = light.replace(".svg", ".dark.svg");
        assert!(readme.contains(&format!("srcset=\"{dark}\"")), "{dark}");
        for file in [light, dark] {
            let is_it = outline(&read(&file)) == outline(&drawn);
            assert!(is_it, "{file} is of another record: `cargo xtask draw`");
            charts += 1;
        }
    }
    assert_eq!(charts, 4);
}
