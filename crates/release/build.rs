fn main() -> std::io::Result<()> {
    embed::folder("modifications", &["toml"])
}
