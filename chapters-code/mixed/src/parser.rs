//! What is computed for each page: its words and its links, with the tokenizer of html5ever.

use std::cell::{Cell, RefCell};
use std::hint::black_box;

use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{
    BufferQueue, CharacterTokens, StartTag, TagToken, Token, TokenSink,
    TokenSinkResult, Tokenizer, TokenizerOpts,
};
use measure::trace;

/// What was found on a page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Parsed {
    /// How many words its text has.
    pub words: u64,
    /// The paths of this site that it links to.
    pub links: Vec<String>,
}

/// What parses a page, and how often: more than once stands for more to compute.
#[derive(Clone, Copy)]
pub struct Parser {
    /// How many times each page is parsed.
    pub passes: u64,
}

impl Default for Parser {
    fn default() -> Self {
        Self { passes: 1 }
    }
}

impl Parser {
    /// Parses a page, on the calling thread.
    pub fn parse(&self, url: &str, html: &str) -> Parsed {
        let _mark = trace::computing(url);
        for _ in 1..self.passes {
            black_box(parse(black_box(html)));
        }
        parse(html)
    }
}

// ANCHOR: parse
/// Counts the words of a page, and collects its links.
fn parse(html: &str) -> Parsed {
    let input = BufferQueue::default();
    input.push_back(StrTendril::from(html));
    let tokenizer = Tokenizer::new(Sink::default(), TokenizerOpts::default());
    let _ = tokenizer.feed(&input); // nothing here asks it to stop half way
    tokenizer.end();
    let Sink { words, links } = tokenizer.sink;
    Parsed { words: words.get(), links: links.into_inner() }
}

/// Takes the tokens of a page.
#[derive(Default)]
struct Sink {
    words: Cell<u64>,
    links: RefCell<Vec<String>>,
}

impl TokenSink for Sink {
    type Handle = ();

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        match token {
            CharacterTokens(text) => {
                let words = text.split_whitespace().count() as u64;
                self.words.set(self.words.get() + words);
            }
            TagToken(tag) if tag.kind == StartTag && &*tag.name == "a" => {
                let mut attributes = tag.attrs.iter();
                let href = attributes.find(|one| &*one.name.local == "href");
                let path = href.filter(|href| href.value.starts_with('/'));
                self.links.borrow_mut().extend(path.map(|path| path.value.to_string()));
            }
            _ => {}
        }
        TokenSinkResult::Continue
    }
}
// ANCHOR_END: parse

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_text_and_no_link_to_this_site_is_not_counted() {
        let html = "<title>A page</title><!-- not this --><link href=\"/style.css\">\
                    <p class=\"none\">three <b>more</b> words &amp; this</p>\
                    <a href=\"/page/1\">here</a><a href=\"https://example.org/\">away</a>";
        let parsed = Parser { passes: 2 }.parse("a page", html);
        assert_eq!(parsed.words, 2 + 5 + 2);
        assert_eq!(parsed.links, ["/page/1"]);
    }
}
