using Dtsen.Exchange.Contracts.Population.V1;
using Dtsen.Exchange.Contracts.Type.V1;
using Google.Type;

namespace Dtsen.Exchange.Server.Tests.Population;

/// <summary>Events as Dukcapil reports them.</summary>
internal static class Events
{
    private static int _ids;

    public static LifeEvent Birth(string nik, string name, string family) => New(new LifeEvent
    {
        Lahir = new Lahir { Anak = Who(nik, name), NomorKartuKeluarga = family },
    });

    public static LifeEvent Death(string nik) => New(new LifeEvent { Mati = new Mati { Nik = nik } });

    public static LifeEvent FamilyMoves(string family, string desa) => New(new LifeEvent
    {
        Pindah = new Pindah { Keluarga = new PindahKeluarga { NomorKartuKeluarga = family, KodeKelurahanDesa = desa } },
    });

    public static LifeEvent Moves(string nik, string family, string newDesa = "") => New(new LifeEvent
    {
        Pindah = new Pindah { Anggota = new PindahAnggota { Nik = { nik }, Tujuan = To(family, newDesa) } },
    });

    public static LifeEvent Arrives(string nik, string name, string family, string newDesa = "") => New(new LifeEvent
    {
        Datang = new Datang { Penduduk = { Who(nik, name) }, Tujuan = To(family, newDesa) },
    });

    public static LifeEvent Marry(string husband, string wife, string family, string newDesa, params IEnumerable<string> leaving) =>
        New(new LifeEvent
        {
            Kawin = new Kawin { NikSuami = husband, NikIstri = wife, Pindah = { leaving }, Tujuan = To(family, newDesa) },
        });

    public static LifeEvent Divorce(string husband, string wife, string family, string newDesa, params IEnumerable<string> leaving) =>
        New(new LifeEvent
        {
            Cerai = new Cerai { NikSuami = husband, NikIstri = wife, Pindah = { leaving }, Tujuan = To(family, newDesa) },
        });

    public static LifeEvent NewCard(
        string before, string family, AlasanPergantianKk reason = AlasanPergantianKk.KepalaMeninggal, string desa = "",
        params IEnumerable<string> people) => New(new LifeEvent
        {
            PergantianKk = new PergantianKk
            {
                NomorLama = before, NomorBaru = family, Alasan = reason, KodeKelurahanDesa = desa, Anggota = { people },
            },
        });

    public static LifeEvent Nik(string nik, NikStatus status, string remains = "") => New(new LifeEvent
    {
        PerubahanNik = new PerubahanNik { Nik = nik, Status = status, NikTetap = remains },
    });

    public static LifeEvent Correct(string nik, string name) => New(new LifeEvent { Koreksi = new Koreksi { Nik = nik, Nama = name } });

    public static LifeEvent On(this LifeEvent reported, int day)
    {
        reported.EventDate = new Date { Year = 2026, Month = 1, Day = day };
        return reported;
    }

    private static Tujuan To(string family, string newDesa) => new() { NomorKartuKeluarga = family, KodeKelurahanDesa = newDesa };

    private static Penduduk Who(string nik, string name) => new()
    {
        Nik = nik, Nama = name, TanggalLahir = new Date { Year = 2026, Month = 1, Day = 2 }, JenisKelamin = 2,
    };

    private static LifeEvent New(LifeEvent reported)
    {
        reported.EventId = $"uji-{Interlocked.Increment(ref _ids)}";
        return reported.On(10);
    }
}
