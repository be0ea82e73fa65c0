fn main() -> std::io::Result<()> {
    embed::folder("procedures", &["toml"])
}
