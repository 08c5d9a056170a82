namespace Dtsen.Exchange.Sandbox.Nation.Names;

/// <summary>Names of Java.</summary>
internal static class JavaNames
{
    public static readonly NameStyle Javanese = new(
        NameForm.Given,
        "Agus Bambang Budi Slamet Sugeng Sutrisno Suparman Sukirman Suyanto Sugiarto Supriyadi Wahyu Eko Dwi Tri Joko Hari Heru Teguh "
        + "Wawan Widodo Mulyono Paijo Sarjono Kasmin Sumarno Ngatiman Rudi Bayu Galih Dimas Aditya Rizky Fajar Ilham Bagus Rangga Arif "
        + "Nur'ali Ma'ruf Sya'roni Muhammad Muh. Mohamad Yusuf Yusup Imam Rohmat Taufik",
        "Sri Siti Sutini Sumiyati Suparti Endang Dewi Dewy Wahyuni Ningsih Rini Retno Lestari Wulandari Ratna Indah Kartini Ngatinem "
        + "Painem Tukiyem Sulastri Sumarni Lasmi Yuni Tri Dwi Ayu Putri Anisa Nur'aini Nurul Khotimah Fitri Rahayu Dyah Citra Maya Novita "
        + "Intan Zahra Aulia Nabila Salsabila Umi Isti Murni Wagiyem",
        "Santoso Wibowo Prasetyo Nugroho Saputra Kurniawan Hidayat Susanto Setiawan Purnomo Raharjo Utomo Handoko Wicaksono Pamungkas "
        + "Kusuma Hartono | Lestari Wulandari Handayani Astuti Rahmawati Puspitasari Widyaningsih Setyowati Anggraini Prihatin Suryani",
        0.28);

    public static readonly NameStyle Sundanese = new(
        NameForm.Given,
        "Asep Cecep Dadang Dede Deden Ujang Endang Iwan Yayan Tatang Maman Entis Encep Oman Usep Kosasih Jajang Ade Agus Rudi Hendra Dani "
        + "Rian Rizal Fauzan Gilang Ridwan Ruhiyat Sahroni Ruslan Karta Sarip Saepudin Jaenal Jum'at Ma'mun",
        "Euis Neng Nia Ai Imas Iis Entin Cucu Elis Tati Yayah Eti Nining Lilis Mimin Rina Susi Siti Ratih Yani Wati Ika Tuti Dewi Rani "
        + "Salma Nisa Hilma Sya'diah Nur'aeni Kokom Onih Icih Titin",
        "Suryana Hidayat Permana Sopandi Supriatna Rukmana Gunawan Mulyana Sutisna Koswara Hermawan Ramdani Firmansyah Kusnadi | "
        + "Nurjanah Komariah Rohaeti Kurniasih Sumarni Rosmiati Maryani Nuraeni Jubaedah Sukaesih",
        0.16);

    public static readonly NameStyle Betawi = new(
        NameForm.Patronym,
        "Abdul Ahmad Mamat Rojali Sabeni Marzuki Nasir Rohim Syaiful Mahmud Zaini Hamdan Lukman Saidi Namin Ridho Fikri Bukhori Sanusi "
        + "Abd. Hasan Husin Rachmat",
        "Aminah Rohani Maimunah Saodah Nurhayati Romlah Zubaidah Masitoh Fatimah Laila Nuraini Hindun Asmanih Halimah Sa'diyah Marwiyah",
        "Hakim Rahman Syukur Hamid Latif Karim Wahab Jamil | Fadhilah Soleha Hasanah Mardiah Fauziah",
        0.18);

    public static readonly NameStyle Madura = new(
        NameForm.Given,
        "Moh. Mat Sahur Hosen Ach. Durahman Marsuki Misnadin Sanimo Buhari Abdurrahman Muzakki Rofi'i Syafi'i "
        + "Hasbullah Jamaludin Sahri Toyyib",
        "Hotijah Misnati Sumiyeh Hosniyah Marfu'ah Rumyati Siti Maryamah Sa'adah Fadilah Hamidah Qomariyah Suhriyah Muzayyanah",
        "Rasyid Hasan Arifin Wahyudi Sholeh Ghofur Romli | Munawaroh Hasanah Zainab Jannah",
        0.40);

    public static readonly NameStyle Tionghoa = new(
        NameForm.FamilyName,
        "Hendra Andi Budi Kevin Steven Rudy Hartono Yohanes Tommy Alvin Suryadi Benny Edy Darwin Wilson Felix",
        "Lina Mei Susan Melissa Yuliana Cynthia Vivian Jessica Linda Fenny Merry Agnes Shinta Selvi Angela",
        "Tan Lim Wijaya Halim Salim Tanuwijaya Gunawan Kurniawan Liem Ong Lie Tjandra Hartanto Setiabudi Oey Wirawan",
        0.03);
}
