//! Draws one figure of every kind from made-up numbers, to look at:
//! `cargo run -p chart --example gallery -- FOLDER`.

#[path = "../src/made_up.rs"]
mod made_up;

use std::path::PathBuf;

use evidence::figure::Kind;

fn main() -> Result<(), chart::Error> {
    let folder = std::env::args().nth(1).ok_or("name a folder for the drawings")?;
    let folder = PathBuf::from(folder);
    std::fs::create_dir_all(&folder)?;
    for (record, figure) in made_up::all() {
        for size in chart::Size::ALL {
            let svgs = if matches!(figure.kind, Kind::Timeline { .. }) {
                chart::timelines(&record, &figure, size)?
            } else {
                vec![(String::new(), chart::draw(&record, &figure, size)?)]
            };
            for (index, (_, svg)) in svgs.iter().enumerate() {
                let name = format!("{}-{index}.{}", figure.name, size.ending());
                std::fs::write(folder.join(name), svg)?;
            }
        }
        println!("{}: {}", figure.name, chart::caption(&record, &figure));
    }
    Ok(())
}
