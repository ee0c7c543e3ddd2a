//! `show … rounds`: every round's times; the small number is the position in
//! which the strategy ran.

use record::{Outcome, Record};

use crate::page::Table;
use evidence::quantity;

pub(super) fn text(record: &Record) -> String {
    let mut table = Table::new(
        std::iter::once("Round")
            .chain(record.rows.iter().map(|row| row.label.as_str())),
    );
    for round in &record.rounds {
        let name = if round.round == 0 {
            "warm-up".to_owned()
        } else {
            round.round.to_string()
        };
        let mut cells = vec![name];
        for row in &record.rows {
            let sample = row.samples.iter().find(|sample| sample.round == round.round);
            let time = match sample.map(|sample| &sample.outcome) {
                Some(Outcome::Ok(measured)) => quantity::time(measured.wall_ns as f64),
                Some(Outcome::Failed(failure)) => failure.kind.words().to_owned(),
                None => "not run".to_owned(),
            };
            let position = round.order.iter().position(|key| *key == row.key);
            cells.push(
                position.map_or(time.clone(), |position| {
                    format!("{time} ({})", position + 1)
                }),
            );
        }
        table.push(cells);
    }
    format!(
        "{table}\n\nIn brackets: the position within the round. Seed of the shuffles: {}.",
        record.seed
    )
}
