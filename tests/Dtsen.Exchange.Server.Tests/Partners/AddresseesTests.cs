using Dtsen.Exchange.Domain.Partners;
using Dtsen.Exchange.Domain.Variables;
using Dtsen.Exchange.Domain.Wilayahs;
using Dtsen.Exchange.Server.Partners;

namespace Dtsen.Exchange.Server.Tests.Partners;

/// <summary>The addressees of Inpres 4/2025, Dukcapil and PLN have agreements, with the rights of their class and none beyond.</summary>
public class AddresseesTests
{
    private const string Nasional = "desil_nasional";
    private const string AllThree = "desil_kabupaten_kota desil_nasional desil_provinsi";

    private static readonly string Config = RepositoryFolder.Inner("config");
    private static readonly VariableCatalogue Catalogue = VariableCatalogue.Load(Path.Combine(Config, "variables.v1.json"));
    private static readonly WilayahTable Wilayah = WilayahTable.Load(Path.Combine(Config, "wilayah"));
    private static readonly PartnerDirectory Directory =
        PartnerFiles.Load(Path.Combine(Config, "partners"), Catalogue, Wilayah).Set!.ToDirectory(1);

    /// <summary>Agency, level, the desil that it reads of anybody. The 18 in the order of the Inpres, then the two beside them.</summary>
    public static TheoryData<string, Level, string> Addressees => new()
    {
        { "kemenko-pm", Level.ByNameByAddress, AllThree },
        { "kemenko-perekonomian", Level.Aggregate, "" },
        { "kemensos", Level.ByNameByAddress, AllThree },
        { "kemendagri", Level.Aggregate, "" },
        { "kemen-esdm", Level.Aggregate, "" },
        { "kemendes-pdt", Level.Aggregate, "" },
        { "bappenas", Level.ByNameByAddress, AllThree },
        { "kemenkeu", Level.Aggregate, "" },
        { "komdigi", Level.Aggregate, "" },
        { "kemenpan-rb", Level.Aggregate, "" },
        { "kemendikdasmen", Level.ByNameByAddress, Nasional },
        { "kemendiktisaintek", Level.ByNameByAddress, Nasional },
        { "kemenag", Level.ByNameByAddress, Nasional },
        { "bps", Level.ByNameByAddress, "" },
        { "bssn", Level.Pseudonymous, Nasional },
        { "bpkp", Level.Pseudonymous, Nasional },
        { "bpjs-kesehatan", Level.ByNameByAddress, Nasional },
        { "bpjs-ketenagakerjaan", Level.MatchOnly, "" },
        { "dukcapil", Level.MatchOnly, "" },
        { "pln", Level.MatchOnly, "" },
    };

    [Theory]
    [MemberData(nameof(Addressees))]
    public void Each_has_the_level_and_the_desil_of_its_class(string agency, Level level, string desil)
    {
        var agreements = Directory.Applications.Where(application => application.Agency.Id == agency)
            .Select(application => application.Agreement).ToList();

        Assert.NotEmpty(agreements);
        Assert.All(agreements, agreement => Assert.Equal(level, agreement.Level));
        Assert.All(agreements, agreement => Assert.Null(agreement.Wilayah));
        var read = AllThree.Split(' ').Where(variable => agreements.Any(agreement => Catalogue.Grants(agreement.Variables, variable)));
        Assert.Equal(desil, string.Join(' ', read));
    }

    [Theory]
    [MemberData(nameof(Addressees))]
    public void Only_who_reads_desil_by_name_looks_anybody_up(string agency, Level level, string desil)
    {
        var scopes = Directory.Applications.Where(application => application.Agency.Id == agency)
            .SelectMany(application => application.Agreement.Scopes).ToHashSet();

        Assert.Equal(level == Level.ByNameByAddress && desil.Length > 0, scopes.Contains("desil.read"));
        Assert.Contains("partner.read", scopes);
        Assert.Contains("accesslog.proof", scopes);
        Assert.Equal(agency is "bpkp" or "bssn", scopes.Contains("accesslog.read"));
    }

    [Fact]
    public void The_operator_alone_suspends_and_reads_nothing_of_anybody()
    {
        var suspends = Assert.Single(Directory.Applications, application => application.Agreement.Scopes.Contains("partner.suspend"));

        Assert.Equal("penyelenggara.operasi", suspends.Id);
        Assert.Equal(Level.MatchOnly, suspends.Agreement.Level);
        Assert.Empty(suspends.Agreement.Variables);
        Assert.Empty(suspends.Agreement.Purposes);
    }
}
