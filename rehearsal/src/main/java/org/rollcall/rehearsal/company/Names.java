package org.rollcall.rehearsal.company;

import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Names of people from many languages, and their spelling in an e-mail address. */
final class Names {

    private static final Pattern COMMA = Pattern.compile(",");

    /** Letters that have no decomposition into a base letter and a mark. */
    private static final Map<Character, String> SPELLED_OUT = Map.ofEntries(
            Map.entry('ß', "ss"),
            Map.entry('æ', "ae"),
            Map.entry('œ', "oe"),
            Map.entry('ø', "o"),
            Map.entry('ł', "l"),
            Map.entry('đ', "d"),
            Map.entry('ð', "d"),
            Map.entry('þ', "th"),
            Map.entry('ı', "i"));

    /**
     * A name as it is written in its language.
     *
     * @param mailbox the part of an e-mail address before the @, in ASCII: "Łucja Żółć" becomes "lucja.zolc"
     */
    record FullName(String given, String family, String mailbox) {

        static FullName of(String given, String family) {
            return new FullName(given, family, ascii(given) + "." + ascii(family));
        }
    }

    /** All names of one language: each given name with each family name. */
    private static List<FullName> culture(String line) {
        int bar = line.indexOf('|');
        return names(line.substring(0, bar))
                .flatMap(given -> names(line.substring(bar + 1)).map(family -> FullName.of(given, family)))
                .toList();
    }

    private static Stream<String> names(String half) {
        return COMMA.splitAsStream(half).map(String::strip);
    }

    private static final List<List<FullName>> CULTURES =
            """
            Jürgen, Käthe, Björn, Anneliese, Lukas, Sören, Greta, Matthias, Heike, Jörg | Müller, Schäfer, Groß, Weiß, Köhler, Jäger, Brandt, Vogel, Böhm, Lehmann
            Zoë, Amélie, François, Hélène, Loïc, Chloé, Étienne, Margaux, Rémi, Océane | Lefèvre, Dubois, Béranger, Rousseau, Gérard, Fournier, Maître, Lacroix, Besançon, Noël
            Íñigo, María José, Begoña, Raúl, Sofía, Andrés, Lucía, Joaquín, Inés, Martín | Núñez, García, Peña, Ibáñez, Rodríguez, Zúñiga, Herrera, Castaño, Ordóñez, Vázquez
            João, Conceição, Inês, Tomé, Beatriz, Gonçalo, Lúcia, Mateus, Antônia, Caetano | Gonçalves, Araújo, Magalhães, Simões, Falcão, Brandão, Paixão, Teixeira, Sá, Bragança
            Giulia, Niccolò, Chiara, Matteo, Fiammetta, Lorenzo, Noemi, Dario, Ilaria, Tommaso | Esposito, Bianchi, De Luca, D'Amico, Ferrari, Conti, Caffè, Lo Presti, Galli, Moretti
            Łucja, Paweł, Małgorzata, Grzegorz, Zofia, Michał, Agnieszka, Wojciech, Jadwiga, Stanisław | Wójcik, Kowalski, Dąbrowski, Zając, Żukowski, Śliwa, Gąsior, Łukasik, Mróz, Wiśniewski
            Tomáš, Žaneta, Jiří, Božena, Ondřej, Markéta, Luboš, Šárka, Matěj, Alžběta | Dvořák, Novotný, Procházka, Kučera, Říha, Šťastný, Beneš, Havlíček, Vaněk, Černý
            Zoltán, Ágnes, Gergő, Eszter, Bálint, Réka, Győző, Zsófia, Ádám, Lőrinc | Szabó, Horváth, Tóth, Kőszegi, Németh, Füleki, Bartók, Örkény, Széll, Kovács
            Åsa, Göran, Märta, Björk, Håkan, Linnéa, Östen, Sigrid, Torbjörn, Ebba | Lindström, Sjöberg, Åkesson, Öberg, Bergman, Wallén, Nyström, Hägg, Ström, Ekelöf
            Søren, Åse, Bjørn, Ingrid, Jørgen, Mette, Øystein, Solveig, Kåre, Astrid | Sørensen, Bjørnstad, Kjær, Østergaard, Hansen, Dahl, Måge, Nørgaard, Haugen, Skår
            Þórdís, Guðrún, Sigurður, Ragnheiður, Ævar, Hrafnkell, Ásdís, Kjartan, Steinunn, Örn | Jónsdóttir, Magnússon, Þórðarson, Einarsdóttir, Guðmundsson, Björnsdóttir, Ólafsson, Arnardóttir, Steingrímsson, Briem
            Aylin, Çağla, Emre, Gökçe, İpek, Kerem, Nurşen, Oğuz, Şebnem, Umut | Yılmaz, Öztürk, Çelik, Şahin, Doğan, Kılıç, Güneş, Yıldırım, Aydın, Işık
            Ștefan, Ioana, Răzvan, Mădălina, Bogdan, Andreea, Cătălin, Ileana, Horațiu, Sânziana | Ionescu, Popa, Bălan, Țurcanu, Munteanu, Stănescu, Rădulescu, Moldovan, Ștefănescu, Dragomir
            Đorđe, Živka, Nemanja, Šejla, Ljubica, Vuk, Jasna, Čedomir, Milica, Goran | Petrović, Živković, Đukić, Horvat, Šarić, Marković, Babić, Čolić, Perić, Knežević
            Siobhán, Cillian, Aoife, Pádraig, Niamh, Seán, Gráinne, Oisín, Róisín, Tadhg | O'Connor, Ó Briain, Murphy, Mac Giolla, Byrne, O'Sullivan, Gallagher, Nolan, Doherty, Ní Dhomhnaill
            Amara, Chidi, Ngozi, Tunde, Adaeze, Olúwaṣeun, Ifeoma, Kelechi, Yétúndé, Emeka | Okafor, Adébáyọ̀, Nwosu, Eze, Balogun, Ọláwálé, Chukwu, Danjuma, Afolabi, Obi
            Nguyệt, Đức, Thảo, Quang, Linh, Hùng, Mai, Tuấn, Hạnh, Sơn | Nguyễn, Trần, Lê, Phạm, Đặng, Hoàng, Vũ, Bùi, Đỗ, Hồ
            Haruto, Yui, Daichi, Sakura, Ren, Hina, Kaitō, Yōko, Shōta, Aoi | Satō, Suzuki, Itō, Kobayashi, Katō, Yamada, Saitō, Ōno, Kondō, Nakamura
            Aarav, Ananya, Vikram, Priya, Rohan, Meera, Arjun, Lakshmi, Kabir, Nandini | Iyer, Chatterjee, Nair, Kulkarni, Bose, Reddy, Menon, Kapoor, Banerjee, Rao
            Kateryna, Bohdan, Olena, Taras, Iryna, Andriy, Zlata, Maksym, Daryna, Ostap | Shevchenko, Kovalenko, Bondar, Tkachuk, Melnyk, Hrytsenko, Lysenko, Koval, Savchuk, Moroz
            Emily, Jack, Grace, Oliver, Ruby, Harry, Alice, George, Florence, Theo | Taylor, Wright, Hughes, Green, Baker-Jones, Palmer, Brontë, Walker, Fitzgerald, Shaw
            """.lines().map(Names::culture).toList();

    private Names() {}

    static FullName draw(Random random) {
        return oneOf(oneOf(CULTURES, random), random);
    }

    static <T> T oneOf(List<T> choices, Random random) {
        return choices.get(random.nextInt(choices.size()));
    }

    private static String ascii(String name) {
        StringBuilder spelled = new StringBuilder();
        for (char letter : name.toLowerCase(Locale.ROOT).toCharArray()) {
            spelled.append(SPELLED_OUT.getOrDefault(letter, String.valueOf(letter)));
        }
        return Normalizer.normalize(spelled, Normalizer.Form.NFD).replaceAll("[^a-z-]", "");
    }
}
