//! Filling in a template: `{{name}}` stands for a value.

/// What a template's names stand for.
pub(super) struct Values<'a>(pub(super) &'a [(&'a str, &'a str)]);

impl Values<'_> {
    /// The template with its values.
    pub(super) fn fill(&self, template: &str) -> String {
        self.0.iter().fold(template.to_owned(), |text, (name, value)| {
            text.replace(&format!("{{{{{name}}}}}"), value)
        })
    }
}

/// The module that a name with hyphens becomes.
pub(super) fn module(name: &str) -> String {
    name.replace('-', "_")
}

/// The words of a name, as a heading or a label.
pub(super) fn title(name: &str) -> String {
    let words = name.replace('-', " ");
    let mut letters = words.chars();
    letters
        .next()
        .map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
