//! A drawing of plotters' in fewer letters: a chart has a circle a sample and a timeline a bar
//! a task, each of which says its colours again.

/// The same drawing, with shapes that look the same and follow each other as one path, and
/// without what is so anyway. Expects an element a line, as plotters writes them.
pub(crate) fn compact(drawing: &str) -> String {
    let mut shorter = String::with_capacity(drawing.len() / 2);
    let mut lines = drawing.lines().peekable();
    while let Some(line) = lines.next() {
        let Some(first) = Shape::of(line) else {
            let element = line.starts_with('<');
            shorter += &if element { without_defaults(line) } else { line.to_owned() };
            shorter.push('\n');
            continue;
        };
        let mut path = first.path;
        while let Some(next) = lines.peek().and_then(|line| Shape::of(line))
            && next.looks == first.looks
        {
            path.push_str(&next.path);
            lines.next();
        }
        let looks = without_defaults(first.looks);
        shorter.extend(["<path ", looks.trim(), " d=\"", &path, "\"/>\n"]);
    }
    shorter
}

/// A rectangle, a circle or some lines.
struct Shape<'a> {
    /// The attributes that are not about where it is.
    looks: &'a str,
    /// The data of a path of the same form.
    path: String,
}

impl<'a> Shape<'a> {
    fn of(element: &'a str) -> Option<Self> {
        let element = element.strip_suffix("/>")?;
        if let Some(rest) = element.strip_prefix("<rect x=\"") {
            let (x, rest) = rest.split_once("\" y=\"")?;
            let (y, rest) = rest.split_once("\" width=\"")?;
            let (width, rest) = rest.split_once("\" height=\"")?;
            let (height, looks) = rest.split_once('"')?;
            return Some(Self {
                looks,
                path: format!("M{x},{y}h{width}v{height}h-{width}z"),
            });
        }
        if let Some(rest) = element.strip_prefix("<circle cx=\"") {
            let (x, rest) = rest.split_once("\" cy=\"")?;
            let (y, rest) = rest.split_once("\" r=\"")?;
            let (r, looks) = rest.split_once('"')?;
            let (r, x) = (r.parse::<i32>().ok()?, x.parse::<i32>().ok()?);
            let halves = format!("a{r},{r} 0 1,0 {0},0a{r},{r} 0 1,0-{0},0z", 2 * r);
            return Some(Self { looks, path: format!("M{},{y}{halves}", x - r) });
        }
        let (looks, points) =
            element.strip_prefix("<polyline ")?.split_once("points=\"")?;
        Some(Self { looks, path: format!("M{}", points.split_once('"')?.0.trim()) })
    }
}

/// What an element is without being told.
fn without_defaults(attributes: &str) -> String {
    attributes
        .replace(" opacity=\"1\"", "")
        .replace(" stroke=\"none\"", "")
        .replace(" stroke-width=\"1\"", "")
}

#[cfg(test)]
mod tests {
    use super::*;

    const RED: &str = "opacity=\"1\" fill=\"#FF0000\" stroke=\"none\"";

    fn rect(x: i32, looks: &str) -> String {
        format!("<rect x=\"{x}\" y=\"2\" width=\"3\" height=\"4\" {looks}/>\n")
    }

    #[test]
    fn what_looks_the_same_and_follows_is_one_path() {
        let drawing = format!("<svg>\n{}{}</svg>\n", rect(1, RED), rect(9, RED));
        let expected =
            "<svg>\n<path fill=\"#FF0000\" d=\"M1,2h3v4h-3zM9,2h3v4h-3z\"/>\n</svg>\n";
        assert_eq!(compact(&drawing), expected);
    }

    #[test]
    fn what_lies_above_something_else_stays_above_it() {
        let blue = "opacity=\"0.2\" fill=\"#0000FF\" stroke=\"none\"";
        let short = compact(&[rect(1, RED), rect(1, blue), rect(1, RED)].concat());
        let fills: Vec<_> = short
            .lines()
            .filter_map(|line| line.split('"').find(|of| of.starts_with('#')))
            .collect();
        assert_eq!(fills, ["#FF0000", "#0000FF", "#FF0000"]);
        assert!(short.contains("opacity=\"0.2\""), "{short}");
    }

    #[test]
    fn a_circle_is_two_arcs() {
        let circle = "<circle cx=\"10\" cy=\"7\" r=\"4\" opacity=\"1\" fill=\"none\" stroke=\"#FF0000\"/>";
        assert_eq!(
            compact(circle),
            "<path fill=\"none\" stroke=\"#FF0000\" \
             d=\"M6,7a4,4 0 1,0 8,0a4,4 0 1,0-8,0z\"/>\n"
        );
    }

    #[test]
    fn lines_become_a_path_and_words_stay() {
        let line = "<polyline fill=\"none\" opacity=\"1\" stroke=\"#FF0000\" stroke-width=\"2\" points=\"1,2 3,4 \"/>\n";
        let text = "<text x=\"1\" opacity=\"1\">\na stroke=\"none\"\n</text>\n";
        assert_eq!(
            compact(&[line, text].concat()),
            "<path fill=\"none\" stroke=\"#FF0000\" stroke-width=\"2\" d=\"M1,2 3,4\"/>\n\
             <text x=\"1\">\na stroke=\"none\"\n</text>\n"
        );
    }
}
