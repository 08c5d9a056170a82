namespace Dtsen.Exchange.Benchmarks.Quality;

/// <summary>Words that names are made of, by where people come from. Written by hand; no person is meant.</summary>
internal static class Given
{
    public static readonly string[] JavaneseMen = Words(
        "Slamet Sutrisno Wahyudi Tugimin Sugeng Suyatno Paijo Ngadiman Parman Wagiman Triyono Purnomo Prasetyo Nugroho Setiawan Widodo "
        + "Kuncoro Raharjo Bagas Wicaksono Satrio Pamungkas Hendro Susilo Jatmiko Subagyo Mulyono Riyanto Supriyadi Haryono Winarno Eko "
        + "Dwi Tri Agus Joko Bambang Teguh Budi Yulianto Priyono Danang Adi Wibowo Kurniawan Santoso Utomo Hartono Gunawan Indra Galih");

    public static readonly string[] JavaneseWomen = Words(
        "Sumarni Ngatinem Wagiyem Lestari Wulandari Rahayu Puspita Sari Ningsih Kusumawati Purwanti Suryani Sulastri Tumini Painem "
        + "Retno Endang Wahyuni Setyowati Handayani Pratiwi Astuti Utami Dewi Sri Dwi Tri Rini Yanti Murni Kartika Ayu Wijayanti Mulyani "
        + "Marsini Tukinah Giyarti Sugiarti Hartati Widyastuti Anggraeni Novitasari Ratnasari Susanti Maryati Partini Suparmi");

    public static readonly string[] SundaneseMen = Words(
        "Asep Ujang Cecep Dadang Deden Endang Engkos Aep Jajang Tatang Yayat Wawan Iwan Agus Ade Cucu Dede Nandang Maman Otong Entis "
        + "Sutisna Hidayat Kusnadi Suryana Rukmana Permana Nugraha Setiadi Sopian Mulyana Supriatna Koswara "
        + "Hermawan Ruhiyat Sobari Jaenudin");

    public static readonly string[] SundaneseWomen = Words(
        "Euis Neneng Iis Cucu Tati Imas Eti Nining Yayah Eneng Ai Popon Enok Lilis Titin Dedeh Empat Juju Rohaeti Nurhayati Komariah "
        + "Sumiati Rosmiati Kurniasih Mulyati Sukaesih Rohmah Herlina Maryani Suryati Kartini Yulianti Sopiah Jubaedah Nurjanah");

    public static readonly string[] MuslimMen = Words(
        "Ahmad Abdullah Yusuf Ibrahim Ismail Hasan Husein Umar Usman Ali Fauzi Fauzan Rizki Ridwan Zainal Arifin Syaiful Anwar Khairul "
        + "Hafiz Farid Faisal Ilham Taufik Hidayatullah Rahmat Syarif Zulkifli Fadli Fikri Akbar Maulana Ramadhan Firdaus Syahputra Rasyid "
        + "Jamaluddin Nasrullah Burhanuddin Mukhlis Munir Qodir Aziz Karim Latif Halim Wahid Rozak Mujib Ghani Basri Hamzah Luqman Haris");

    public static readonly string[] MuslimWomen = Words(
        "Aminah Aisyah Fatimah Khadijah Zahra Nurul Hidayah Maryam Rahmah Halimah Salamah Zulaikha Nuraini Khairunnisa Azizah Latifah "
        + "Mardiyah Rohani Jamilah Syarifah Hasanah Maimunah Safitri Ramadhani Fitriani Nadia Putri Salsabila Aulia Rahmawati Zakiyah "
        + "Mutmainnah Hafizah Nabila Mufidah Faridah Saidah Husna Badriyah Masitoh Romlah Sakinah Istiqomah Marwiyah Sumaiyah Ruqayyah");

    public static readonly string[] Clans = Words(
        "Siregar Nasution Hutapea Simanjuntak Sihombing Lubis Harahap Tambunan Ginting Sembiring Tarigan Situmorang Panjaitan Manurung "
        + "Sinaga Sitorus Pasaribu Hutabarat Silalahi Purba Saragih Rajagukguk Nababan Marpaung Gultom");

    public static readonly string[] ChristianMen = Words(
        "Yohanes Petrus Paulus Markus Andreas Stefanus Daniel Samuel Yosef Antonius Fransiskus Robert Hotman Tigor Poltak Benny Jhonson "
        + "Marihot Parlindungan Ronald Ferdinand Christian Edward David Lukas Matius Agustinus Kristian Rudolf Togar Martua Binsar");

    public static readonly string[] ChristianWomen = Words(
        "Maria Theresia Yuliana Kristina Margaretha Elisabeth Agnes Veronika Rosalina Debora Ruth Esther Martha Lamria Tiurma Rotua "
        + "Friska Melva Natalia Priska Monika Yosefina Fransiska Katarina Anastasia Bernadeta Roslinda Duma Nurmala Hotmaida");

    public static readonly string[] EasternClans = Words(
        "Wenda Kogoya Tabuni Rumbiak Wanggai Pattiasina Latuconsina Manuputty Sahetapy Seran Nahak Bere Taek Kaka Lende Rumbewas Mambraku "
        + "Kambuaya Yarangga Tuhumury Siahaya Da Silva Fernandez Lawalata Mandagi Wowor Rondonuwu Tumbelaka Mokodompit Lasut");

    public static readonly string[] BalineseMen = Words(
        "Sudarma Suardana Artawan Wirawan Sukadana Darmawan Mahendra Wijaya Arnawa Budiarta Suastika Yudiana Adnyana Pasek Suwitra "
        + "Sumertha Dharma Parwata Astawa Winata");

    public static readonly string[] BalineseWomen = Words(
        "Sukerti Ariani Suartini Puspawati Wiratni Sumiasih Darmayanti Sudiasih Mirah Ratnadi Suryantini Kertiasih Murniati Trisnawati");

    public static readonly string[] BirthOrders = Words("Wayan Made Nyoman Ketut Putu Kadek Komang Gede Nengah");

    /// <summary>Parts of Javanese names, of which any two or three make another.</summary>
    public static readonly string[] Fronts = Words("Su Har War Mar Kar Dar Pur Sar Wi Pra Nga Tu Par Sa Ka Mul Ju");

    public static readonly string[] Middles = Words("tri par gi wi mi ti ya ji di ra na pri har mar ki");

    public static readonly string[] MenEnds = Words("no to yo man di min wan jo dono");

    public static readonly string[] WomenEnds = Words("ti ni yem nah yati ningsih wati tun sih");

    /// <summary>Names that twins get.</summary>
    public static readonly (string One, string Other)[] TwinMen =
    [
        ("Hasan", "Husein"), ("Dedi", "Dede"), ("Agus", "Agung"), ("Rian", "Rion"), ("Aldi", "Aldo"), ("Andi", "Andre"), ("Rizki", "Rizal"),
        ("Fahri", "Fahmi"), ("Ilham", "Irham"), ("Doni", "Dodi"), ("Arif", "Arifin"), ("Bayu", "Banyu"), ("Raka", "Raki"), ("Yoga", "Yogi"),
    ];

    public static readonly (string One, string Other)[] TwinWomen =
    [
        ("Rina", "Rini"), ("Dewi", "Desi"), ("Yuni", "Yani"), ("Fitri", "Fitra"), ("Nana", "Nani"), ("Aisyah", "Aminah"), ("Lina", "Lisa"),
        ("Nurul", "Nuri"), ("Salma", "Salwa"), ("Tina", "Tini"), ("Intan", "Indah"), ("Zahra", "Zahwa"), ("Elsa", "Elza"), ("Dina", "Dini"),
    ];

    private static string[] Words(string words) => words.Split(' ');
}
