fn main() -> anyhow::Result<()> {
    let start = std::time::Instant::now();
    let args: Vec<_> = std::env::args().skip(1).collect();
    let w = fingerprint::Workspace::open(args[0].as_ref())?;
    eprintln!("open {:?}", start.elapsed());
    for c in &args[1..] {
        let m = w.manifests(c)?;
        eprintln!("{c} {:?}", start.elapsed());
        println!("{m:#?}");
    }
    Ok(())
}
