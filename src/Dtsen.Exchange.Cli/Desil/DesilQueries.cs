using Dtsen.Exchange.Contracts.Desil.V1;

namespace Dtsen.Exchange.Cli.Desil;

/// <summary>What is given, as the exchange takes it. Whether it is right is for the exchange to say.</summary>
internal static class DesilQueries
{
    /// <summary>By the NIK where there is one, else by the nomor KK; of several proofs a number counts more than a name.</summary>
    public static DesilQuery Make(DesilFields fields)
    {
        var query = new DesilQuery();
        if (IsGiven(fields.Nik))
        {
            query.Nik = fields.Nik;
            var proof = IsGiven(fields.ProofKk) ? fields.ProofKk : fields.Kk;
            if (IsGiven(proof))
            {
                query.ProofFamilyNumber = proof;
            }
            else if (IsGiven(fields.Name))
            {
                query.Name = fields.Name;
            }
        }
        else if (IsGiven(fields.Kk))
        {
            query.FamilyNumber = fields.Kk;
            if (IsGiven(fields.MemberNik))
            {
                query.MemberNik = fields.MemberNik;
            }
        }

        return query;
    }

    private static bool IsGiven(string? text) => !string.IsNullOrEmpty(text);
}
