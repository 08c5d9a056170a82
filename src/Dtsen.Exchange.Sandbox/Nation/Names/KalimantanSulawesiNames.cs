namespace Dtsen.Exchange.Sandbox.Nation.Names;

/// <summary>Names of Kalimantan and Sulawesi.</summary>
internal static class KalimantanSulawesiNames
{
    public static readonly NameStyle Dayak = new(
        NameForm.Given,
        "Aloysius Petrus Yohanes Markus Lukas Agustinus Jampi Unggal Lajang Bujang Nyaru Ucok Sabinus Herkulanus Antonius Yulius Doni "
        + "Riko Sius",
        "Yuliana Kristina Maria Agnes Lusia Natalia Veronika Dayang Marta Yosefina Rini Magdalena Herlina Bernadeta Elisa",
        "Ngantung Lambung Usop Bungai Tingang Dohong Sawang Rangkai Nyangkau Limbang Riwut Sinduk Narang",
        0.18);

    public static readonly NameStyle Banjar = new(
        NameForm.Patronym,
        "Muhammad Ahmad Syahrani Akhmad Gusti Rahmadi Fahruddin Masrani Hairul Ariffin Syamsuri Norman Saberan Jarkasi Supian Hamdani",
        "Noor Norhasanah Rusmini Jumiati Mariatul Hamsiah Rahmah Noorlaila Jubaidah Mastora Siti Nor'ainah Hadijah Arbainah",
        "Rahman Anwar Ramadhani Saputra Effendi Noor | Fitriani Hidayah Janah Hasanah",
        0.35);

    public static readonly NameStyle Bugis = new(
        NameForm.Given,
        "Andi Muh. Muhammad Baso Ambo Lahaji Syamsuddin Abd. Hamka Sultan Rustam Arsyad Mansyur Jufri Saharuddin Kamaruddin Tahir "
        + "Asri Ilyas Daeng Burhanuddin",
        "Andi Besse Hasnah Nurhayati Rosmini Sitti Rahmatia Suriani Marwah Indo Tenri Fatmawati St. Nurlina Hasmawati Kartini Darmawati "
        + "Juma'ani",
        "Tenriawaru Pangerang Mappasere Paturusi Sulolipu Ramli Hasan Makmur Salam Amir Wahid Nur Idris Baharuddin",
        0.26);

    public static readonly NameStyle Minahasa = new(
        NameForm.FamilyName,
        "Jeffry Ferdinand Stenly Royke Denny Christian Noldy Marthen Hengky Alfrets Johny Maxi Frangky Youdy Rivo",
        "Meike Novi Deisy Olga Jeane Silvana Fanny Greis Yulin Herlina Stella Femmy Jein Sartje Nova",
        "Mandagi Rumengan Kalalo Wowor Tumbelaka Lumentut Pangkey Sondakh Mamahit Rondonuwu Kandou Walangitan Tambunan Supit Runtu",
        0.01);

    public static readonly NameStyle Gorontalo = new(
        NameForm.FamilyName,
        "Rahman Yusuf Ismail Hamzah Iwan Ridwan Suleman Karim Abdul Syarif Fitrah Zulkarnain Usman",
        "Fatma Hadija Rosna Yulin Satria Maryam Hapsa Sri Nurain Salma Rusni Asna",
        "Mohamad Pakaya Hasan Gobel Monoarfa Lahay Yunus Ali Tahir Usman Abdullah Katili Daud Lamusu Olii",
        0.02);
}
