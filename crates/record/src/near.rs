//! Which known name an unknown one may mean.

/// Says that a name is not known, which one may be meant, and which there are.
///
/// ```
/// let message = record::near::unknown("row", "asnyc", &["sequential", "async"]);
/// assert_eq!(message, "there is no row `asnyc`; do you mean `async`? There are: sequential, async");
/// ```
pub fn unknown(kind: &str, name: &str, known: &[&str]) -> String {
    let similarity = |other: &str| strsim::jaro_winkler(name, other);
    let near = known
        .iter()
        .max_by(|left, right| similarity(left).total_cmp(&similarity(right)))
        .filter(|near| similarity(near) > 0.7);
    let hint =
        near.map_or_else(|| ".".to_owned(), |near| format!("; do you mean `{near}`?"));
    format!("there is no {kind} `{name}`{hint} There are: {}", known.join(", "))
}
