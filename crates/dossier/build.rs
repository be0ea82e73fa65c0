fn main() -> std::io::Result<()> {
    embed::folder("papers", &["ftl", "toml"])
}
