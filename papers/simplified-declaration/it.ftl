title = Dichiarazione di conformità UE semplificata

unchecked = Il testo italiano di questo documento non è stato ancora confrontato con la Gazzetta ufficiale dell’Unione europea.

# Annex VI to Regulation (EU) 2024/2847 prescribes the words of this sentence. This is a translation from the English
# ones; it has not been compared with the Official Journal in this language.
declaration =
    .text =
        Con la presente, { $organisation } dichiara che il prodotto con elementi digitali di tipo { $product-type } è conforme al regolamento (UE) 2024/2847.

        Il testo completo della dichiarazione di conformità UE è disponibile al seguente indirizzo Internet: { $declaration-address }
