//! What a timeline carries for `book/theme/timelines.js` to replay it: every span, and
//! where in the drawing a moment is. The bars alone do not say: they are rounded to
//! pixels, and of many lanes some are left out.

use std::fmt::Write as _;

use record::{Phase, Span};

use crate::Size;
use crate::svg::attribute;

/// A drawing as it is replayed.
pub(crate) struct Replay<'a> {
    /// The pixels of the beginning and of the end.
    pub(crate) x: (i32, i32),
    pub(crate) end_ns: u64,
    /// The unit in which the drawing labels times.
    pub(crate) unit: String,
    /// The machine's: no more tasks compute at once.
    pub(crate) cores: u64,
    /// From the top downwards.
    pub(crate) strategies: Vec<Strategy<'a>>,
}

/// A strategy in such a drawing.
pub(crate) struct Strategy<'a> {
    pub(crate) name: &'a str,
    /// The upper and the lower edge, in pixels.
    pub(crate) y: (i32, i32),
    pub(crate) spans: &'a [Span],
}

impl Replay<'_> {
    /// A group that shows nothing. The spans are listed once: in the wide drawing, which
    /// a page has beside the narrow one.
    pub(crate) fn group(&self, size: Size) -> String {
        let Self { x: (left, right), end_ns, unit, cores, strategies } = self;
        let mut group = format!(
            "<g class=\"replay\" data-x=\"{left} {right}\" data-end=\"{end_ns}\" \
             data-unit=\"{unit}\" data-cores=\"{cores}\">\n"
        );
        for Strategy { name, y: (top, bottom), spans } in strategies {
            let _ = write!(group, "<g data-y=\"{top} {bottom}\"");
            if size == Size::Wide {
                let (name, spans) = (attribute(name), list(spans));
                let _ = write!(group, " data-name=\"{name}\" data-spans=\"{spans}\"");
            }
            group.push_str("></g>\n");
        }
        group.push_str("</g>\n");
        group
    }
}

/// Spans by their beginning, such as `W0.1f4C1f4.a`: the phase, how much later it begins
/// than the one before, and how long it lasts, in nanoseconds. Differences, in
/// hexadecimal, are short.
fn list(spans: &[Span]) -> String {
    let mut sorted: Vec<&Span> = spans.iter().collect();
    sorted.sort_by_key(|span| span.begin_ns);
    let (mut list, mut before) = (String::new(), 0);
    for span in sorted {
        let phase = match span.phase {
            Phase::Waiting => 'W',
            Phase::Ready => 'R',
            Phase::Computing => 'C',
        };
        let later = span.begin_ns - before;
        let lasts = span.end_ns.saturating_sub(span.begin_ns);
        let _ = write!(list, "{phase}{later:x}.{lasts:x}");
        before = span.begin_ns;
    }
    list
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::made_up;

    #[test]
    fn a_list_has_every_span_to_the_nanosecond() {
        let span = |phase, begin_ns, end_ns| Span {
            task: "task".to_owned(),
            phase,
            process: 1,
            thread: 1,
            begin_ns,
            end_ns,
        };
        let spans = [
            span(Phase::Computing, 500, 510),
            span(Phase::Waiting, 0, 500),
            span(Phase::Ready, 500, 500),
        ];
        assert_eq!(list(&spans), "W0.1f4C1f4.aR0.0");
    }

    #[test]
    fn a_page_has_the_spans_once() {
        let (record, figure) = made_up::compared();
        let draw = |size| crate::draw(&record, &figure, size).expect("drawn");
        let (wide, narrow) = (draw(Size::Wide), draw(Size::Narrow));
        assert!(
            wide.contains("data-end=\"160000000\" data-unit=\"ms\" data-cores=\"2\"")
        );
        assert_eq!(wide.matches(" data-spans=\"").count(), 4);
        assert!(wide.contains(
            "data-name=\"Async, one thread\" data-spans=\"R0.0C0.1312d00R0."
        ));
        assert!(!narrow.contains(" data-spans=\""));
        assert_eq!(narrow.matches("<g data-y=\"").count(), 4);
    }

    #[test]
    fn a_replay_makes_no_drawing_longer_by_a_third() {
        for (record, figure) in [made_up::timelines(), made_up::compared()] {
            let all = crate::timelines(&record, &figure, Size::Wide).expect("drawn");
            let mut drawings: Vec<_> = all.into_iter().map(|(_, svg)| svg).collect();
            drawings.push(crate::draw(&record, &figure, Size::Wide).expect("drawn"));
            for svg in drawings.iter().filter(|svg| svg.contains("<g ")) {
                let (_, replay) = svg.split_once("<g ").expect("there");
                // There is a narrow drawing beside it.
                let share =
                    replay.len() as f64 / (2 * (svg.len() - replay.len())) as f64;
                assert!(share < 0.33, "{share}: {replay}");
            }
        }
    }
}
