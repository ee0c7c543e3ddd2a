//! The index of the search, which whoever searches loads whole: mdBook's, without what no
//! search uses. Nobody looks for 20.4, and every value of every table is a word of its own.
//! Most steps of the tree of words are no word, and say so at length. How often a word stands
//! in a section is a weight, which needs no sixteen digits. Of a section's text a hit shows a
//! few words; what is far down in a long one, most of it code, is found and not shown.

use std::fs;
use std::path::Path;

use anyhow::{Context as _, Result};
use serde_json::Value;

/// What stands before and after the index in its file.
const BEFORE: &str = "JSON.parse('";
const AFTER: &str = "')";

/// How many letters of a section's text are kept to show where the words stand.
const SHOWN: usize = 400;

/// Takes what no search uses out of the index in this folder of a built book.
///
/// Fails if the index cannot be read or written, or is not as mdBook writes it.
pub(super) fn thin_out(folder: &Path) -> Result<()> {
    for file in fs::read_dir(folder)? {
        let path = file?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        if name.starts_with("searchindex") && name.ends_with(".js") {
            let script = fs::read_to_string(&path)?;
            let thin = thinned(&script)
                .with_context(|| format!("{} is no index as known", path.display()))?;
            fs::write(&path, thin)?;
        }
    }
    Ok(())
}

fn thinned(script: &str) -> Option<String> {
    let begin = script.find(BEFORE)? + BEFORE.len();
    let end = script.rfind(AFTER)?;
    let mut index: Value =
        serde_json::from_str(&unquoted(script.get(begin..end)?)).ok()?;
    without_decimals(index.pointer_mut("/index/index/body/root")?);
    for field in index.pointer_mut("/index/index")?.as_object_mut()?.values_mut() {
        shorten(field.get_mut("root")?);
    }
    for section in
        index.pointer_mut("/index/documentStore/docs")?.as_object_mut()?.values_mut()
    {
        if let Some(Value::String(text)) = section.get_mut("body") {
            *text = text.chars().take(SHOWN).collect();
        }
    }
    let json = index.to_string().replace('\\', "\\\\").replace('\'', "\\'");
    Some(format!("{}{json}{}", &script[..begin], &script[end..]))
}

/// A string of JavaScript, between its quotes, as what it stands for.
fn unquoted(text: &str) -> String {
    let mut letters = text.chars();
    let mut plain = String::with_capacity(text.len());
    while let Some(letter) = letters.next() {
        let escaped = if letter == '\\' { letters.next() } else { None };
        plain.push(escaped.unwrap_or(letter));
    }
    plain
}

/// Below digits, takes out all that begins with a point: the index is a tree with a
/// letter a level.
fn without_decimals(node: &mut Value) {
    let Value::Object(children) = node else { return };
    for digit in "0123456789".chars().map(String::from) {
        let Some(child) = children.get_mut(&digit) else { continue };
        if let Value::Object(more) = &mut *child {
            more.remove(".");
        }
        without_decimals(child);
        let docs = child.get("docs").and_then(Value::as_object);
        let is_word = docs.is_some_and(|docs| !docs.is_empty());
        let leads_on = child
            .as_object()
            .is_some_and(|of| of.keys().any(|key| key.chars().count() == 1));
        if !is_word && !leads_on {
            children.remove(&digit);
        }
    }
}

/// Takes the marks from what is no word, and rounds weights to a tenth: the library takes a
/// step without a count for one that is no word.
fn shorten(node: &mut Value) {
    let Value::Object(children) = node else { return };
    if children.get("df").and_then(Value::as_u64) == Some(0) {
        children.remove("df");
        children.remove("docs");
    }
    for (key, child) in children {
        match (key.as_str(), child) {
            ("df", _) => {}
            ("docs", Value::Object(docs)) => {
                for weight in docs.values_mut().filter_map(|doc| doc.get_mut("tf")) {
                    *weight = tenths(weight.as_f64().unwrap_or_default());
                }
            }
            (_, child) => shorten(child),
        }
    }
}

fn tenths(weight: f64) -> Value {
    let rounded = (weight * 10.0).round() / 10.0;
    if rounded.fract() == 0.0 {
        Value::from(rounded as u64)
    } else {
        Value::from(rounded)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decimals_and_marks_of_no_word_go_and_words_and_whole_numbers_stay() {
        let leaf = r#"{"df":1,"docs":{"0":{"tf":1.0}}}"#;
        let twice = r#"{"df":1,"docs":{"0":{"tf":1.4142135623730951}}}"#;
        let root = format!(
            r#"{{"df":0,"docs":{{}},"2":{{"df":0,"docs":{{}},"0":{{"df":1,"docs":{{"0":{{}}}},".":{{"4":{leaf}}}}}}},"7":{{"df":0,"docs":{{}},".":{{"1":{leaf}}}}},"a":{{"df":0,"docs":{{}},".":{leaf},"b":{twice}}}}}"#
        );
        let long = "ä".repeat(SHOWN + 1);
        let json = format!(
            r#"{{"text":"it\'s \\"\\n\\"","index":{{"documentStore":{{"docs":{{"0":{{"body":"{long}"}}}}}},"index":{{"body":{{"root":{root}}}}}}}}}"#
        );
        let script = format!("x = f(JSON.parse('{json}'));");
        let thin = thinned(&script).expect("an index");
        assert!(thin.starts_with("x = f(JSON.parse('{") && thin.ends_with("}'));"));
        let inner = &thin[thin.find(BEFORE).expect("there") + BEFORE.len()..];
        let inner = &inner[..inner.rfind(AFTER).expect("there")];
        let index: Value = serde_json::from_str(&unquoted(inner)).expect("JSON");
        assert_eq!(index["text"], "it's \"\n\"");
        let body = &index["index"]["documentStore"]["docs"]["0"]["body"];
        assert_eq!(body.as_str().map(|text| text.chars().count()), Some(SHOWN));
        let root = &index["index"]["index"]["body"]["root"];
        assert!(root["2"]["0"]["docs"].get("0").is_some(), "{root}");
        assert!(root["2"]["0"].get(".").is_none() && root.get("7").is_none(), "{root}");
        assert_eq!(root["a"]["."]["docs"]["0"]["tf"], 1, "{root}");
        assert_eq!(root["a"]["b"]["docs"]["0"]["tf"], 1.4, "{root}");
        assert!(root["a"].get("df").is_none() && root["a"].get("docs").is_none());
        assert!(thinned("window.search = 1;").is_none());
    }
}
