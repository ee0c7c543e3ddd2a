//! A decision as a tree: a question, branches, and what to take at each leaf.

use std::fmt::Write as _;

use plotters::prelude::*;

use crate::svg::{self, Canvas};
use crate::text::{self, Style};
use crate::{Error, Size, palette};

/// A question with its answers.
#[derive(Clone, Debug)]
pub struct Tree {
    /// The id of the drawing, but for its width.
    pub id: String,
    /// What the drawing is, for those who do not see it.
    pub title: String,
    /// What is asked at the root.
    pub question: String,
    /// The answers.
    pub branches: Vec<Branch>,
}

/// One answer, and what follows from it.
#[derive(Clone, Debug)]
pub struct Branch {
    /// The answer.
    pub answer: String,
    /// The cases that it leaves.
    pub leaves: Vec<Leaf>,
}

/// A case, and what to take in it.
#[derive(Clone, Debug)]
pub struct Leaf {
    /// The case.
    pub when: String,
    /// What to take.
    pub take: String,
    /// Whether to take it is the advice, and not only what there is to compare.
    pub chosen: bool,
    /// What that is compared with.
    pub instead_of: String,
    /// What that gains, with its interval: in the wide drawing.
    pub gain: String,
    /// The same without: in the narrow one.
    pub short_gain: String,
    /// What the gain counts.
    pub unit: String,
    /// Whether the claim behind it holds.
    pub holds: bool,
}

/// Where the lines between a branch and its leaves stand.
const STEM: i32 = 10;
const TOP: i32 = 34;

/// The steps of a drawing, in pixels.
struct Steps {
    branch: i32,
    leaf: i32,
}

impl Tree {
    /// Draws it.
    pub fn draw(&self, size: Size) -> Result<String, Error> {
        let steps = match size {
            Size::Wide => Steps { branch: 36, leaf: 42 },
            Size::Narrow => Steps { branch: 36, leaf: 64 },
        };
        let leaves: usize =
            self.branches.iter().map(|branch| branch.leaves.len()).sum();
        let height = TOP
            + self.branches.len() as i32 * steps.branch
            + leaves as i32 * steps.leaf
            + 8;
        let drawing =
            svg::drawn(size, height, |canvas| self.plot(canvas, size, &steps))?;
        Ok(svg::finish(&drawing, size, &self.id, &self.title, &self.description()))
    }

    fn plot(
        &self,
        canvas: &Canvas<'_>,
        size: Size,
        steps: &Steps,
    ) -> Result<(), Error> {
        let ink = Style::left(size.text(), palette::INK);
        text::write(canvas, &self.question, (0, 14), ink.bold())?;
        let mut y = TOP;
        for branch in &self.branches {
            let middle = y + steps.branch / 2;
            text::write(canvas, &branch.answer, (0, middle), ink.bold())?;
            y += steps.branch;
            for leaf in &branch.leaves {
                // The first line of a leaf is where its branch reaches it.
                let at = y + 11;
                let elbow = [(STEM, middle + 12), (STEM, at), (STEM + 14, at)];
                let line = palette::MUTED.stroke_width(1);
                canvas.draw(&PathElement::new(elbow, line))?;
                leaf.write(canvas, size, at)?;
                y += steps.leaf;
            }
        }
        Ok(())
    }

    /// The tree in words.
    fn description(&self) -> String {
        let mut words = format!("{} ", self.question);
        for branch in &self.branches {
            let _ = write!(words, "{}. ", branch.answer);
            for leaf in &branch.leaves {
                let Leaf { when, take, instead_of, gain, unit, .. } = leaf;
                let _ = write!(words, "{when}: {take}, {instead_of}, {gain} {unit}. ");
            }
        }
        words
    }
}

impl Leaf {
    fn write(&self, canvas: &Canvas<'_>, size: Size, y: i32) -> Result<(), Error> {
        let within = |words: &str, x: i32, end: i32, y: i32, style: Style| {
            let (words, letters) = text::fitted(words, end - x, style.size);
            text::write(canvas, &words, (x, y), Style { size: letters, ..style })
        };
        let plain = Style::left(size.text(), palette::INK);
        let chosen = if self.chosen {
            Style::left(size.text(), palette::MEASURED).bold()
        } else {
            Style::left(size.text(), palette::MUTED)
        };
        let muted = Style::left(size.text() - 2, palette::MUTED);
        let unit = Style::right(size.text() - 2, palette::MUTED);
        let colour = if self.holds { palette::INK } else { palette::IDEAL };
        let gain = Style::right(size.text(), colour);
        let right = size.width() - 2;
        match size {
            Size::Wide => {
                within(&self.when, 30, 316, y, plain)?;
                // Bold letters are wider than the others.
                within(&self.take, 326, 572, y, chosen)?;
                text::write(canvas, &self.gain, (right, y), gain)?;
                within(&self.instead_of, 326, 572, y + 18, muted)?;
                let (words, size) = text::fitted(&self.unit, right - 580, unit.size);
                text::write(canvas, &words, (right, y + 18), Style { size, ..unit })
            }
            Size::Narrow => {
                within(&self.when, 30, right, y, plain)?;
                let wide = text::width(&self.short_gain, size.text());
                within(&self.take, 30, right - wide - 22, y + 21, chosen)?;
                text::write(canvas, &self.short_gain, (right, y + 21), gain)?;
                let wide = text::width(&self.unit, unit.size);
                within(&self.instead_of, 30, right - wide - 12, y + 39, muted)?;
                text::write(canvas, &self.unit, (right, y + 39), unit)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tree() -> Tree {
        let leaf = |when: &str, take: &str| Leaf {
            when: when.to_owned(),
            take: take.to_owned(),
            gain: "✓ 38.2× [37.1, 39.0]".to_owned(),
            chosen: true,
            instead_of: "not: a loop".to_owned(),
            short_gain: "✓ 38.2×".to_owned(),
            unit: "as fast".to_owned(),
            holds: true,
        };
        Tree {
            id: "tree".to_owned(),
            title: "Which?".to_owned(),
            question: "What does it do?".to_owned(),
            branches: vec![
                Branch {
                    answer: "It waits".to_owned(),
                    leaves: vec![leaf("many", "async"), leaf("a < b & c", "threads")],
                },
                Branch { answer: "It computes".to_owned(), leaves: Vec::new() },
            ],
        }
    }

    #[test]
    fn every_leaf_is_drawn_and_told_in_words() {
        for size in Size::ALL {
            let svg = tree().draw(size).expect("drawn");
            assert_eq!(svg.matches("<polyline").count(), 2);
            let told = "many: async, not: a loop, ✓ 38.2× [37.1, 39.0] as fast.";
            assert!(svg.contains(told), "{svg}");
            assert_eq!(svg.matches("not: a loop\n</text>").count(), 2, "{svg}");
            assert!(svg.contains("a &lt; b &amp; c"));
        }
    }

    #[test]
    fn long_text_keeps_out_of_its_neighbours_way() {
        let mut tree = tree();
        tree.branches[0].leaves[0].when = "a case that goes on and on ".repeat(4);
        for size in Size::ALL {
            let svg = tree.draw(size).expect("drawn");
            assert!(svg.contains('…'), "{svg}");
        }
    }
}
