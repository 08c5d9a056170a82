namespace Dtsen.Exchange.Sandbox.Nation.Names;

/// <summary>Names of Bali, Nusa Tenggara, Maluku and Papua.</summary>
internal static class EastNames
{
    public static readonly NameStyle Bali = new(
        NameForm.BirthOrder,
        "Suarta Sudana Suwitra Artana Wirawan Sukarya Mudiarta Parwata Adnyana Suryawan Darma Budiasa Sastrawan Arnawa Gunarsa",
        "Suwarni Sukerti Murniasih Artini Wulandari Astiti Kartini Rai Sudiani Padmini Ariani Suartini Yuliani Sumiati",
        "Putra Wijaya Kusuma Mahendra Adi | Dewi Pratiwi Savitri Cahyani",
        0.0);

    public static readonly NameStyle Sasak = new(
        NameForm.Patronym,
        "Lalu Muhammad Sahrun Amaq Mahsun Saparudin Hamdan Jumadil Murdi Sahnan Zulkarnaen Nasrudin Haerul Marzuki Muliadi",
        "Baiq Inaq Siti Nurhasanah Sahnim Rohaniah Mariatun Hikmah Salmiah Aisah Nurul Sumiati Mahnim Jum'ah Raodah",
        "Hadi Wathoni Anggrawan Azhari Ramdhan | Hidayati Safitri Apriani",
        0.40);

    public static readonly NameStyle NusaTenggara = new(
        NameForm.FamilyName,
        "Yohanes Yosef Fransiskus Petrus Paulus Kornelis Dominikus Gabriel Melkianus Stefanus Antonius Marselinus Nikodemus Bernadus "
        + "Thomas Blasius",
        "Maria Yuliana Theresia Kristina Martha Yosefina Elisabeth Agnes Margaretha Anastasia Yuventa Katarina Wilhelmina Regina Ursula",
        "Bere Seran Nahak Taek Mau Tefa Fallo Nenabu Banunaek Kolo Boimau Lewar Tukan Kleden Hayon Ledoh Lay Manafe Foenay Da'i",
        0.01);

    public static readonly NameStyle Maluku = new(
        NameForm.FamilyName,
        "Johan Max Pieter Semuel Yacob Agustinus Roni Frans Nus Izack Ode Abdul Hasan Rustam",
        "Wa Ina Welmina Yohana Fransina Costantina Nona Maria Dortje Siti Hasna Elsina Barendina Sarah",
        "Pattiasina Latuconsina Pelupessy Tuasikal Sahetapy Tomasoa Leatemia Wattimena Rumakat Renyaan Kelbulan "
        + "Matulessy Salampessy Umasugi",
        0.01);

    public static readonly NameStyle PapuaCoast = new(
        NameForm.FamilyName,
        "Yan Otniel Marthinus Septinus Yulianus Herman Barnabas Nataniel Ferdinand Lambertus Elia Zakarias Hosea Musa Robert",
        "Yosina Dorkas Marice Orpa Ester Selfina Mariana Juliana Naomi Aksamina Novela Rahel Fransina Agustina",
        "Rumbiak Rumaropen Yoku Ohee Wanggai Kaisiepo Mandowen Ayomi Mofu Rumkorem Imbiri Ondi Felle Mahuze Gebze Kaize Kambu Howay Sagrim",
        0.01);

    public static readonly NameStyle PapuaHighland = new(
        NameForm.FamilyName,
        "Yunus Lukas Obet Menase Tius Yahya Pilemon Kornelius Agus Elius Nius Demianus Yulianus Terius Natan",
        "Yuliana Mina Yemina Marta Teri Orince Neli Lince Marike Debora Yohana Tabita Ribka",
        "Wenda Kogoya Tabuni Murib Wakerkwa Enumbi Yikwa Gombo Telenggen Magai Gobai Pigai Douw Mote Wonda Kobak Nirigi Asso Mabel Heselo",
        0.01);
}
