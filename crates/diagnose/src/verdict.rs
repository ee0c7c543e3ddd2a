//! The verdict on a program, from its use of cores, and the thresholds.

use std::fmt::Write as _;

use evidence::quantity;
use schemars::JsonSchema;
use serde::Serialize;

use crate::profile::{Profile, Span};

/// A program that runs for less than this shows nothing: starting it takes a part of
/// that, and there is time for a few snapshots only.
const TOO_SHORT_NS: u64 = 50_000_000;

/// Below this share of the time computing, a program waits. Even if its
/// computing took no time at all, it would be a quarter faster, and no more.
const WAITS_BELOW: f64 = 0.2;

/// From this share of the time computing, a program computes. Even if it never
/// waited, it would be a quarter faster, and no more.
const COMPUTES_FROM: f64 = 0.8;

/// Up to this many cores while computing are one: a second thread that logs or
/// collects garbage does not make a program parallel.
const ONE_CORE_UP_TO: f64 = 1.2;

/// From this share of the usable cores while computing, they are all in use:
/// what is left would make it a quarter faster, and no more.
const ALL_CORES_FROM: f64 = 0.8;

/// What a program does with its time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, JsonSchema, Serialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Verdict {
    TooShortToTell,
    Waits,
    Mixed,
    Computes,
    ComputesOnSeveralCores,
    ComputesOnAllCores,
}

impl Verdict {
    /// In the order in which they are tried.
    pub(crate) const ALL: [Self; 6] = [
        Self::TooShortToTell,
        Self::Waits,
        Self::Mixed,
        Self::ComputesOnAllCores,
        Self::Computes,
        Self::ComputesOnSeveralCores,
    ];

    /// It computes, if only for a part of the time.
    pub(crate) fn computes(self) -> bool {
        !matches!(self, Self::Waits | Self::TooShortToTell)
    }

    /// As the rest of a sentence.
    pub(crate) fn words(self) -> &'static str {
        match self {
            Self::TooShortToTell => "ran too short to tell",
            Self::Waits => "waits",
            Self::Mixed => "is mixed: it computes and waits",
            Self::Computes => "computes, on one core",
            Self::ComputesOnSeveralCores => "computes on several cores, not on all",
            Self::ComputesOnAllCores => "computes on all cores already",
        }
    }

    /// When it is given, if none before it was.
    fn condition(self) -> String {
        let (waits, computes) = (percent(WAITS_BELOW), percent(COMPUTES_FROM));
        let all = percent(ALL_CORES_FROM);
        match self {
            Self::TooShortToTell => {
                format!("it ran for less than {} ms", TOO_SHORT_NS / 1_000_000)
            }
            Self::Waits => format!("it computed for less than {waits} of the time"),
            Self::Mixed => format!("it computed for {waits} to {computes} of the time"),
            Self::ComputesOnAllCores => format!(
                "it computed for {computes} of the time or more, on {all} of the usable \
                 cores or more"
            ),
            Self::Computes => {
                format!("it computed for as long, on {ONE_CORE_UP_TO} cores at most")
            }
            Self::ComputesOnSeveralCores => {
                "it computed for as long, on more cores than that".to_owned()
            }
        }
    }
}

/// What a verdict is about.
#[derive(Clone, Copy, Debug, Default, PartialEq, JsonSchema, Serialize)]
pub(crate) struct Evidence {
    /// How long it ran, or was watched.
    pub(crate) wall_ns: u64,
    /// The share of that in which it computed on a core, or would have, had it had the
    /// machine for itself.
    pub(crate) computing: f64,
    /// How many cores it used then, or would have, on average.
    pub(crate) cores: f64,
    /// The share in which it did so on more than one core.
    pub(crate) parallel: f64,
    /// The share of spans in which it hardly computed.
    pub(crate) idle_spans: f64,
    /// The share of spans in which it computed nearly all the time.
    pub(crate) busy_spans: f64,
    /// The cores that it may use.
    pub(crate) cores_usable: u64,
}

impl Evidence {
    /// What a profile shows.
    pub(crate) fn of(profile: &Profile, cores_usable: u64) -> Self {
        let spans = profile.finest_spans();
        let share = |of: &dyn Fn(&Span) -> f64| {
            spans.iter().map(of).sum::<f64>() / spans.len().max(1) as f64
        };
        let count =
            |is: &dyn Fn(&Span) -> bool| share(&|span| f64::from(u8::from(is(span))));
        let computing = share(&|span| span.alone().0);
        let wanted = share(&|span| span.alone().1);
        Self {
            wall_ns: profile.lasted_ns(),
            computing,
            cores: if computing > 0.0 { wanted / computing } else { 0.0 },
            parallel: count(&|span| span.alone().1 > ONE_CORE_UP_TO),
            idle_spans: count(&|span| span.alone().1 < WAITS_BELOW),
            busy_spans: count(&|span| span.alone().1 >= COMPUTES_FROM),
            cores_usable,
        }
    }

    pub(crate) fn verdict(&self) -> Verdict {
        let all = ALL_CORES_FROM * self.cores_usable as f64;
        match self {
            _ if self.wall_ns < TOO_SHORT_NS => Verdict::TooShortToTell,
            _ if self.computing < WAITS_BELOW => Verdict::Waits,
            _ if self.computing < COMPUTES_FROM => Verdict::Mixed,
            _ if self.cores >= all => Verdict::ComputesOnAllCores,
            _ if self.cores > ONE_CORE_UP_TO => Verdict::ComputesOnSeveralCores,
            _ => Verdict::Computes,
        }
    }

    /// Why the verdict is what it is.
    pub(crate) fn words(&self) -> String {
        let computing = percent(self.computing);
        let cores = quantity::digits(self.cores);
        let of = self.cores_usable;
        let of = format!("{of} core{}", if of == 1 { "" } else { "s" });
        match self.verdict() {
            Verdict::TooShortToTell => format!(
                "it ran for {}. Less than {} ms shows nothing: starting the program takes much \
                 of it",
                quantity::time(self.wall_ns as f64),
                TOO_SHORT_NS / 1_000_000
            ),
            Verdict::Waits => format!(
                "it computed for {computing} of the time (on a core, or kept from one), less \
                 than {}",
                percent(WAITS_BELOW)
            ),
            Verdict::Mixed => format!(
                "it computed for {computing} of the time, between {} and {}, {}",
                percent(WAITS_BELOW),
                percent(COMPUTES_FROM),
                self.turns()
            ),
            Verdict::Computes => format!(
                "it computed for {computing} of the time, then on {cores} of {of}: about one"
            ),
            Verdict::ComputesOnSeveralCores | Verdict::ComputesOnAllCores => format!(
                "it computed for {computing} of the time, and then wanted {cores} of {of}; it wanted more than one for {}",
                percent(self.parallel)
            ),
        }
    }

    /// Whether it computes for a while and waits for a while, and does not do both
    /// within every span.
    pub(crate) fn has_phases(&self) -> bool {
        self.idle_spans + self.busy_spans >= COMPUTES_FROM
    }

    /// How computing and waiting take turns.
    fn turns(&self) -> String {
        if !self.has_phases() {
            return "in turns too short to be seen apart".to_owned();
        }
        format!(
            "in phases: it hardly computed for {}, and hardly waited for {}",
            percent(self.idle_spans),
            percent(self.busy_spans)
        )
    }
}

/// A share, in words.
pub(crate) fn percent(share: f64) -> String {
    match share * 100.0 {
        none if none <= 0.0 => "0 %".to_owned(),
        little if little < 0.1 => "less than 0.1 %".to_owned(),
        little if little < 9.95 => format!("{little:.1} %"),
        much => format!("{much:.0} %"),
    }
}

/// The conditions of every verdict, as a list in Markdown.
pub fn thresholds() -> String {
    let mut list = "The first that fits is the verdict.\n\n".to_owned();
    for verdict in Verdict::ALL {
        let _ =
            writeln!(list, "- It **{}**: {}.", verdict.words(), verdict.condition());
    }
    list
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::profile::tests::of;
    use crate::profile::{Moment, Profile};

    fn verdict(phases: &[(u64, f64)], cores: u64) -> Verdict {
        Evidence::of(&of(phases), cores).verdict()
    }

    #[test]
    fn every_kind_of_profile_gets_its_verdict() {
        for (phases, cores, expected) in [
            (vec![(2000, 0.001)], 2, Verdict::Waits),
            (vec![(2000, 0.0)], 2, Verdict::Waits),
            (vec![(20, 1.0), (1000, 0.05)], 8, Verdict::Waits),
            (vec![(1000, 0.99)], 2, Verdict::Computes),
            (vec![(1000, 1.1)], 4, Verdict::Computes),
            (vec![(1000, 1.95)], 2, Verdict::ComputesOnAllCores),
            (vec![(1000, 1.95)], 8, Verdict::ComputesOnSeveralCores),
            (vec![(1000, 0.97)], 1, Verdict::ComputesOnAllCores),
            (vec![(1000, 0.5)], 2, Verdict::Mixed),
            (vec![(49, 1.0)], 2, Verdict::TooShortToTell),
        ] {
            assert_eq!(verdict(&phases, cores), expected, "{phases:?} on {cores}");
        }
    }

    #[test]
    fn phases_on_two_cores_and_of_waiting_are_not_one_core() {
        // On average one core: only over time does it show.
        let evidence = Evidence::of(&of(&[(500, 0.0), (500, 2.0)]), 2);
        assert_eq!(evidence.verdict(), Verdict::Mixed);
        assert!(evidence.words().contains("in phases"), "{}", evidence.words());
        assert!((evidence.cores - 2.0).abs() < 1e-6, "{evidence:?}");
        let quick = Evidence::of(&of(&[(500, 0.5)]), 2);
        assert!(quick.words().contains("too short to be seen"), "{}", quick.words());
    }

    #[test]
    fn a_program_that_others_keep_from_its_core_computes_all_the_same() {
        let mut profile = Profile::new();
        let moment = Moment { at_ns: 1 << 30, cpu_ns: 1 << 27, ready_ns: 7 << 27 };
        profile.note(moment);
        profile.end(moment.at_ns, moment.cpu_ns);
        assert_eq!(Evidence::of(&profile, 2).verdict(), Verdict::Computes);
    }

    #[test]
    fn a_program_that_is_woken_late_waits_all_the_same() {
        let mut profile = Profile::new();
        let moment = Moment { at_ns: 1 << 30, cpu_ns: 1 << 24, ready_ns: 1 << 29 };
        profile.note(moment);
        profile.end(moment.at_ns, moment.cpu_ns);
        assert_eq!(Evidence::of(&profile, 2).verdict(), Verdict::Waits);
    }

    #[test]
    fn every_verdict_is_explained_with_its_threshold() {
        let list = thresholds();
        assert_eq!(list.lines().count(), 2 + Verdict::ALL.len());
        for verdict in Verdict::ALL {
            assert!(list.contains(verdict.words()), "{verdict:?}");
        }
        for threshold in ["50 ms", "20 %", "80 %", "1.2 cores"] {
            assert!(list.contains(threshold), "{threshold}: {list}");
        }
    }

    #[test]
    fn shares_have_as_many_digits_as_are_known() {
        let cases = [
            (0.0, "0 %"),
            (0.0004, "less than 0.1 %"),
            (0.052, "5.2 %"),
            (1.0, "100 %"),
        ];
        for (share, words) in cases {
            assert_eq!(percent(share), words);
        }
    }
}
