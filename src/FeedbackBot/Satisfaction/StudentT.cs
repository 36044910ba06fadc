namespace FeedbackBot.Satisfaction;

/// <summary>Student's t distribution (Student, Biometrika 6, 1908), for whole degrees of freedom. Pure.</summary>
public static class StudentT
{
    /// <summary>Beyond this the normal distribution's point differs in the fourth digit only.</summary>
    private const int AsGoodAsNormal = 2000;

    /// <summary>The 97.5 % point: two-sided 95 %.</summary>
    public static double Point95(int degrees)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(degrees, 1);
        if (degrees > AsGoodAsNormal)
        {
            return ScoreFormula.Z;
        }

        // The share within ±t rises with t; halving finds its 0.95 to the last digit that counts.
        var (low, high) = (0.0, 13.0);
        for (var i = 0; i < 60; i++)
        {
            var middle = (low + high) / 2;
            (low, high) = Within(middle, degrees) < 0.95 ? (middle, high) : (low, middle);
        }

        return (low + high) / 2;
    }

    /// <summary>
    /// The share within ±t, in closed form (Abramowitz and Stegun, Handbook of Mathematical Functions, 26.7.3 and 26.7.4), with θ = arctan(t / √ν):
    /// odd ν: 2/π · (θ + sin θ (cos θ + 2/3 cos³θ + … )), even ν: sin θ (1 + 1/2 cos²θ + 1·3/(2·4) cos⁴θ + …).
    /// </summary>
    internal static double Within(double t, int degrees)
    {
        var angle = Math.Atan(t / Math.Sqrt(degrees));
        var (sine, cosine) = Math.SinCos(angle);
        var isOdd = degrees % 2 == 1;
        var term = isOdd ? cosine : 1.0;
        var sum = degrees == 1 ? 0 : term;
        for (var k = isOdd ? 3 : 2; k <= degrees - 2; k += 2)
        {
            term *= cosine * cosine * (k - 1) / k;
            sum += term;
        }

        return isOdd ? 2 / Math.PI * (angle + (sine * sum)) : sine * sum;
    }
}
