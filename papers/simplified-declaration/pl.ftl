title = Uproszczona deklaracja zgodności UE

unchecked = Polskie brzmienie tego dokumentu nie zostało jeszcze porównane z Dziennikiem Urzędowym Unii Europejskiej.

# Annex VI to Regulation (EU) 2024/2847 prescribes the words of this sentence. This is a translation from the English
# ones; it has not been compared with the Official Journal in this language.
declaration =
    .text =
        { $organisation } niniejszym oświadcza, że produkt z elementami cyfrowymi typu { $product-type } jest zgodny z rozporządzeniem (UE) 2024/2847.

        Pełny tekst deklaracji zgodności UE jest dostępny pod następującym adresem internetowym: { $declaration-address }
