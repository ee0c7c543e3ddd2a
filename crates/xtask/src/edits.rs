pub(crate) struct Options {
    pub(crate) times: usize,
    pub(crate) fresh_clone: bool,
}
pub(crate) fn bench(_: &Options) -> anyhow::Result<()> {
    anyhow::bail!("")
}
