fn main() -> std::io::Result<()> {
    embed::folder("checks", &["toml"])
}
