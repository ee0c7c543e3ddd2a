//! What is hashed of Rust code: its tokens, without docs, lint attributes and what
//! `cargo fmt` changes.

use proc_macro2::{Delimiter, TokenStream, TokenTree};
use sha2::{Digest as _, Sha256};

/// Attributes that change no program.
const SILENT: [&str; 6] = ["allow", "deny", "doc", "expect", "forbid", "warn"];

/// Keywords after which parentheses hold a tuple, not arguments.
const BEFORE_A_TUPLE: [&str; 12] = [
    "as", "break", "else", "for", "if", "in", "let", "match", "mut", "return", "while",
    "yield",
];

/// 16 hexadecimal digits of SHA-256.
pub(crate) fn hash(content: impl AsRef<[u8]>) -> String {
    let digest = Sha256::digest(content);
    digest[..8].iter().fold(String::new(), |hex, byte| format!("{hex}{byte:02x}"))
}

/// The tokens of one level, without docs and lint attributes.
pub(crate) fn level(stream: TokenStream) -> Vec<TokenTree> {
    let mut tokens: Vec<TokenTree> = Vec::new();
    for token in stream {
        if is_silent(&token) {
            let inner = is(tokens.last(), '!');
            let before = tokens.len() - usize::from(inner);
            if before > 0 && is(tokens.get(before - 1), '#') {
                tokens.truncate(before - 1);
                continue;
            }
        }
        tokens.push(token);
    }
    tokens
}

fn is_silent(token: &TokenTree) -> bool {
    matches!(token, TokenTree::Group(group) if group.delimiter() == Delimiter::Bracket
        && matches!(group.stream().into_iter().next(),
            Some(TokenTree::Ident(name)) if SILENT.iter().any(|silent| name == silent)))
}

/// Whether a token is this punctuation.
pub(crate) fn is(token: Option<&TokenTree>, punct: char) -> bool {
    matches!(token, Some(TokenTree::Punct(found)) if found.as_char() == punct)
}

/// Writes tokens apart by spaces. Commas that `cargo fmt` adds at the end of a list
/// are left out.
pub(crate) fn write(stream: TokenStream, text: &mut String) {
    write_level(&level(stream), false, text);
}

fn write_level(tokens: &[TokenTree], keep_last_comma: bool, text: &mut String) {
    for (at, token) in tokens.iter().enumerate() {
        match token {
            TokenTree::Group(group) => {
                let (open, close) = match group.delimiter() {
                    Delimiter::Parenthesis => ("( ", ") "),
                    Delimiter::Brace => ("{ ", "} "),
                    Delimiter::Bracket => ("[ ", "] "),
                    Delimiter::None => ("", ""),
                };
                let within = level(group.stream());
                let keep = group.delimiter() == Delimiter::Parenthesis
                    && !calls(at.checked_sub(1).map(|before| &tokens[before]))
                    && within.iter().filter(|token| is(Some(token), ',')).count() == 1;
                text.push_str(open);
                write_level(&within, keep, text);
                text.push_str(close);
            }
            TokenTree::Punct(punct) => {
                let next = tokens.get(at + 1);
                let last = next.is_none() && !keep_last_comma || is(next, '>');
                if punct.as_char() != ',' || !last {
                    text.push(punct.as_char());
                    text.push(' ');
                }
            }
            other => {
                text.push_str(&other.to_string());
                text.push(' ');
            }
        }
    }
}

/// Whether parentheses after this token hold arguments: `f(a,)` is `f(a)`, while
/// `(a,)` is not `(a)`.
fn calls(before: Option<&TokenTree>) -> bool {
    match before {
        Some(TokenTree::Ident(name)) => {
            !BEFORE_A_TUPLE.iter().any(|keyword| name == keyword)
        }
        before => is(before, '>'),
    }
}
