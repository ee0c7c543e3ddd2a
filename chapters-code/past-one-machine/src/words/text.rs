//! Pages of made-up words, the same wherever they are made.

use anyhow::{Result, ensure};
use rand::{RngExt as _, SeedableRng as _};
use rand_pcg::Pcg64Mcg;
use record::Settings;

/// How many different words there are at most.
const VOCABULARY: f64 = 4_000.0;

/// The pages.
pub struct Pages {
    /// The text of each.
    pub texts: Vec<String>,
    /// The words in all of them.
    pub words: u64,
}

impl Pages {
    /// The pages for these settings. A few words are frequent and most are rare, as in
    /// any language (<https://en.wikipedia.org/wiki/Zipf%27s_law>).
    pub fn prepare(settings: &Settings) -> Result<Self> {
        let (pages, words) = (settings.count("pages")?, settings.count("words")?);
        let all = pages.saturating_mul(words);
        ensure!(
            (1..=100_000_000).contains(&all),
            "`--pages {pages} --words {words}` are {all} words: 100000000 at most"
        );
        let texts = (0..pages).map(|page| text(page, words)).collect();
        Ok(Self { texts, words: all })
    }
}

fn text(page: u64, words: u64) -> String {
    let mut random = Pcg64Mcg::seed_from_u64(page);
    let mut text = String::new();
    for _ in 0..words {
        let rank = VOCABULARY.powf(random.random::<f64>()) as u32;
        spell(rank, &mut text);
        text.push(' ');
    }
    text
}

/// A word for a number: syllables for its digits, so that rare words are longer.
fn spell(mut number: u32, text: &mut String) {
    const SYLLABLES: [&str; 16] = [
        "ba", "de", "fi", "go", "hu", "ka", "le", "mi", "no", "pu", "ra", "se", "ti",
        "vo", "wu", "za",
    ];
    loop {
        text.push_str(SYLLABLES[number as usize % SYLLABLES.len()]);
        number /= SYLLABLES.len() as u32;
        if number == 0 {
            break;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_has_its_words_and_is_the_same_each_time() {
        let page = text(7, 100);
        assert_eq!(page.split_whitespace().count(), 100);
        assert_eq!(page, text(7, 100));
        assert_ne!(page, text(8, 100));
    }

    #[test]
    fn two_numbers_are_two_words() {
        let mut words: Vec<_> = (0..5_000)
            .map(|number| {
                let mut word = String::new();
                spell(number, &mut word);
                word
            })
            .collect();
        words.sort_unstable();
        words.dedup();
        assert_eq!(words.len(), 5_000);
    }
}
