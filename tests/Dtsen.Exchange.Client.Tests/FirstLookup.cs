using Dtsen.Exchange.Contracts.Desil.V1;

namespace Dtsen.Exchange.Client.Tests;

/// <summary>The first lookup of the README, word for word.</summary>
internal static class FirstLookup
{
    public static async Task<DesilAnswer> RunAsync(Uri exchange, Uri authority, string pki, string nik, string name)
    {
        #region first lookup
        var options = ExchangeClientOptions.FromPem(
            exchange, authority, "bpjs-kesehatan.pbi-jk",
            certificateFile: $"{pki}/applications/bpjs-kesehatan.pbi-jk/cert.pem",
            keyFile: $"{pki}/applications/bpjs-kesehatan.pbi-jk/key.pem",
            rootsFile: $"{pki}/ca.pem");
        await using var client = new ExchangeClient(options);

        var query = new DesilQuery { Nik = nik, Name = name };
        var response = await client.With(new CallContext { Purpose = "pbi-jk" })
            .Desil.GetDesilAsync(new GetDesilRequest { Query = query });
        Console.WriteLine($"{response.Answer.Outcome}: desil {response.Answer.DesilNasional}");
        #endregion
        return response.Answer;
    }
}
