fn main() -> std::io::Result<()> {
    embed::folder("threats", &["toml"])
}
