namespace Dtsen.Exchange.Sandbox.Nation.Names;

/// <summary>Names of Sumatra.</summary>
internal static class SumatraNames
{
    public static readonly NameStyle Aceh = new(
        NameForm.Patronym,
        "Teuku Muhammad M. Zulkifli Iskandar Ridwan Nurdin Ibrahim Usman Yusuf Mukhtar Razali Faisal Syahrul Fadhil Akmal Hasballah "
        + "Tarmizi Jafar Maulana Rahmad",
        "Cut Nur Nurjannah Rosmawati Ainsyah Mariani Safrida Nuraini Hayati Zuraida Khairani Mutia Ruhama Fitriani Aklima Halimatussa'diah",
        "Abdullah Hasan Ismail Ishak Yakob Syah Saputra Fajri Ramadhan | Maulida Husna Zahara Ulfa",
        0.22);

    public static readonly NameStyle Batak = new(
        NameForm.FamilyName,
        "Togar Parlindungan Jonggi Hotman Sahat Poltak Ramses Binsar Mangihut Saut Tigor Jhon Daniel Samuel Josua Andreas Ronal Marulak "
        + "Bonar Maruli Parulian Hasudungan",
        "Rosmaida Tiurma Lamtiur Duma Romauli Hotmaida Sondang Rotua Dameria Christina Maria Ruth Debora Elisabet Yohana Lasma Nurmala "
        + "Tiarma Mariana Uli",
        "Simanjuntak Sihombing Siregar Nasution Hutapea Panjaitan Situmorang Sinaga Ginting Sembiring Tarigan Lubis Hutagalung "
        + "Nainggolan Pardede Manurung Silalahi Tampubolon Harahap Purba Saragih Simatupang",
        0.01);

    public static readonly NameStyle Minang = new(
        NameForm.Given,
        "Syafrizal Zulfikar Yusrizal Afrizal Irwan Joni Rinaldi Hendri Dasril Nofrizal Syahrial Buyung Erizal Fadli Rahmat Ilham Zainal "
        + "Masri Amril Basri",
        "Yulianis Desmawati Rosnidar Yusnita Erni Nelfi Syafni Mardiana Rahmi Elvira Fitri Gusnita Nurlis Wirda Zulmaini Ratna Nur'asni",
        "Tanjung Chaniago Koto Piliang Sikumbang Jambak Putra Saputra Efendi Hasan | Tanjung Chaniago Koto Piliang Yanti Susanti Oktavia",
        0.30);

    public static readonly NameStyle Malay = new(
        NameForm.Patronym,
        "Abdullah Raja Tengku Zainuddin Hamzah Syamsul Rusli Bakhtiar Ismail Junaidi Hasan Ali Azhar Rahim Umar Said Amiruddin Firman "
        + "Hendra Suhaimi Kgs. Msy. M. Mhd.",
        "Rohana Zaleha Nurlela Aisyah Salmah Rosdiana Habibah Latifah Yuliana Kartika Marlina Mahani Sa'adiah Norhayati Fauziah Suryati",
        "Hasyim Yahya Arsyad Effendi Hidayat Putra Ardiansyah | Sari Permata Wahyuni Amalia Mustika",
        0.25);
}
